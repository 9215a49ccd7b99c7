"""Rights in PostgreSQL: what the application's role may do, given by the owner of the tables.

Two roles: the owner migrates, the application works. So a hole in the application, or its password
in wrong hands, can neither change the trail nor take a constraint or a trigger away.
"""

from django.db import connection, transaction

from tracekenya.audit.tables import APPEND_ONLY

# Read alone: the application has no business in what the owner did.
READ_ONLY = ("django_migrations",)
FACTS = """
SELECT r.rolsuper OR r.rolcreaterole OR r.rolbypassrls, r.rolcreatedb,
    EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
        AND c.relkind IN ('r', 'p', 'S') AND pg_has_role(r.rolname, c.relowner, 'MEMBER')),
    EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
        AND c.relname = ANY(%s) AND (has_table_privilege(r.rolname, c.oid, 'DELETE, TRUNCATE, TRIGGER')
            OR has_any_column_privilege(r.rolname, c.oid, 'UPDATE')))
FROM pg_roles r WHERE r.rolname = %s
"""
OURS = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    AND c.relkind = ANY(%s::"char"[]) AND pg_has_role(c.relowner, 'USAGE') ORDER BY c.relname
"""


class CannotGuard(Exception):
    """The owner cannot bound the application's role; the text says what to do."""


def guard(*, role: str, password: str) -> None:
    """Give `role` what the application needs and nothing else; may be repeated at any time.

    Makes the role when it is missing and the owner may make roles. Raises CannotGuard.
    """
    with transaction.atomic():
        if not _exists(role):
            _make(role, password)
        for statement in _grants(role):
            _execute(statement)
        trouble = trouble_with(role)
        if trouble:
            raise CannotGuard(trouble)


def trouble_with(role: str) -> str:
    """Say what makes `role` unfit for the application in live work, "" when nothing does."""
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [list(APPEND_ONLY), role])
        is_mighty, makes_databases, owns, changes_trail = cursor.fetchone()
    if is_mighty or makes_databases:
        return f"the role {role} may do more than work with rows (superuser, CREATEROLE, CREATEDB)"
    if owns:
        return f"the role {role} owns tables (or belongs to their owner)"
    if changes_trail:
        return f"the role {role} may change the audit trail: run manage.py guard_database"
    return ""


def current_role() -> str:
    """Return the role that this connection works as."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def _grants(role: str) -> list[str]:
    """Return the statements that take everything away and give back what is needed, in order."""
    name = connection.ops.quote_name(role)
    tables, sequences = _ours("r", "p"), _ours("S")
    statements = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
    ]
    for what, names, rights in (
        ("TABLE", tables, "SELECT, INSERT, UPDATE, DELETE"),
        ("TABLE", [table for table in APPEND_ONLY if table in tables], "SELECT, INSERT"),
        ("TABLE", [table for table in READ_ONLY if table in tables], "SELECT"),
        ("SEQUENCE", sequences, "USAGE"),
    ):
        listed = ", ".join(map(connection.ops.quote_name, names))
        if listed:
            statements.append(f"REVOKE ALL ON {what} {listed} FROM PUBLIC, {name}")
            statements.append(f"GRANT {rights} ON {what} {listed} TO {name}")
    return statements


def _ours(*kinds: str) -> list[str]:
    """Return the names of the tables or sequences that this connection's role owns."""
    with connection.cursor() as cursor:
        cursor.execute(OURS, [list(kinds)])
        return [name for (name,) in cursor.fetchall()]


def _make(role: str, password: str) -> None:
    if not password:
        raise CannotGuard(f"the role {role} is missing, and DATABASE_URL names no password for it")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        if not cursor.fetchone()[0]:
            raise CannotGuard(f"the role {role} is missing; make it first (CREATE ROLE ... LOGIN)")
        cursor.execute(
            f"CREATE ROLE {connection.ops.quote_name(role)} LOGIN PASSWORD %s", [password]
        )


def _exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role])
        return bool(cursor.fetchone()[0])


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
