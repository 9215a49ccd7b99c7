"""The strategic plan as a file: reading it, and saying on which line and field it is wrong."""
