"""Who may do what: verbs, sixteen roles, and the table that joins them. No tables in the database."""
