"""The annual performance report: its numbers as plain data, its words and drawings, its PDF."""
