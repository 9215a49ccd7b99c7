"""Pages of intercepts."""
