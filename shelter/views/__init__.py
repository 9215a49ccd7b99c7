"""Pages of the shelter."""
