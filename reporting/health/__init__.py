"""Health of the data: what is missing or contradicts itself, who owns it, and where it is mended."""
