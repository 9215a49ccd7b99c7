"""Commands of intercepts."""
