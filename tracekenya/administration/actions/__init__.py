"""Verbs on offices and code lists; those on accounts stand in `tracekenya.accounts.actions`."""
