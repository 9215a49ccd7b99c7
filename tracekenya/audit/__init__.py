"""The trail of who did and who looked at what; rows can be added, never changed."""
