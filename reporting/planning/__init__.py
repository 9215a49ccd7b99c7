"""The planner: merges what the measures ask for into one scan a table, and counts in the database."""
