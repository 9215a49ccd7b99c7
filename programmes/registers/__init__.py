"""The registers of programmes and of the institution: how each is listed, read, added and corrected."""
