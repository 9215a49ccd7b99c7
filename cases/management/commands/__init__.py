"""Operators' tools of casework."""
