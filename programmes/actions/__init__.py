"""Every change to activities and grants that is more than one row of a register."""
