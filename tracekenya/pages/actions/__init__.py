"""The two verbs that every register shares."""
