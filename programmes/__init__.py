"""Activities, partnerships, grants and the registers of the institution."""
