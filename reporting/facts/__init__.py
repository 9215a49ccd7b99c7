"""The tables that are counted, one scan each: when a row happened, about whom, and where."""
