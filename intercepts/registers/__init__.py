"""Registers of the road: where we stand, and whose vehicles we meet."""
