"""Numbers of the work on the road: stations by month, where people come from and go to."""
