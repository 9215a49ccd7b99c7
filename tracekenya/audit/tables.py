"""Names the tables to which rows are only ever added."""

# The application's role of PostgreSQL may read and add here, nothing else (see guard.py).
APPEND_ONLY = ("audit_auditevent", "audit_auditlink", "audit_auditcheck")
