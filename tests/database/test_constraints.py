"""PostgreSQL refuses what breaks a rule, whoever asks; and the form says so at a field before that."""

import re
import secrets
import uuid
from dataclasses import dataclass, field

import psycopg2
import pytest
from django.db import connection
from psycopg2 import errors

from tests.database import table
from tests.factories.reporting import load_printed_plan
from tests.factories.world import World
from tests.project.test_hostile_forms import address_in, forms_at, furthest_role

OURS = re.compile(r"(?!account_|auth_|django_|mfa_)")
VALUES = {
    "uuid": lambda: str(uuid.uuid4()), "bool": lambda: True, "jsonb": lambda: "{}",
    "bytea": lambda: "\\x", "date": lambda: "2025-06-01", "tstzrange": lambda: "[2025-06-01,)",
    "timestamptz": lambda: "2025-06-01 12:00+03", "numeric": lambda: 1, "float8": lambda: 1,
}  # fmt: skip
WORDS = {"varchar", "text"}
WHOLE = {"int2", "int4", "int8"}
NOT_NEGATIVE = re.compile(r'CHECK \(\("?(\w+)"? >= 0\)\)')
COLUMNS = """
SELECT c.relname, a.attname, t.typname, format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
    AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum
"""
RULES = """
SELECT c.relname, r.conname, r.contype::text, pg_get_constraintdef(r.oid)
FROM pg_constraint r JOIN pg_class c ON c.oid = r.conrelid
WHERE c.relnamespace = 'public'::regnamespace AND r.contype IN ('c', 'u', 'x', 'p')
UNION ALL
SELECT t.relname, i.relname, 'u', pg_get_indexdef(i.oid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relnamespace = 'public'::regnamespace AND x.indisunique AND NOT x.indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint r WHERE r.conindid = i.oid)
"""


@dataclass
class Column:
    kind: str
    cast: str
    is_needed: bool

    def value(self) -> object:
        if self.kind in VALUES:
            return VALUES[self.kind]()
        if self.kind in WHOLE:
            return 1
        return "{}" if self.cast.endswith("[]") else ""

    def another(self) -> object:
        """Return a value that differs from that of every other row."""
        if self.kind == "uuid":
            return str(uuid.uuid4())
        if self.kind in WHOLE:
            return secrets.randbelow(10_000) + 10
        return secrets.token_hex(2) if self.kind in WORDS else self.value()


@dataclass
class Rule:
    """A check (c), a primary key (p), uniqueness (u) or an exclusion (x), in PostgreSQL's words."""

    table: str
    name: str
    kind: str
    words: str


@dataclass
class Schema:
    columns: dict[str, dict[str, Column]] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)

    def columns_of(self, rule: Rule) -> set[str]:
        words = rule.words.partition(" WHERE ")[0].rpartition(" USING ")[2].replace('"', "")
        return set(re.findall(r"\w+", words)) & self.columns[rule.table].keys()

    def row(self, name: str, /, **changes) -> dict:
        """Return a made-up row of the table `name` that keeps every rule, with `changes`."""
        made = {n: c.value() for n, c in self.columns[name].items() if c.is_needed}
        if self.columns[name].get("id", Column("", "", False)).kind in WHOLE:
            made["id"] = secrets.randbelow(10**9) + 10**9
        return made | table.KEPT.get(name, {}) | changes

    def others(self, rule: Rule) -> dict:
        """Return new values for what else must differ between two rows of the table."""
        others = [r for r in self.rules if r.table == rule.table and r.kind in "up" and r != rule]
        names = set().union(*map(self.columns_of, others)) - self.columns_of(rule)
        keys = {"id", "code"} & self.columns[rule.table].keys() - self.columns_of(rule)
        return {name: self.columns[rule.table][name].another() for name in names | keys}

    def insert(self, name: str, row: dict) -> psycopg2.Error | None:
        """Insert the row and take it back; return what PostgreSQL says against it."""
        return self.insert_all(name, [row])

    def insert_all(self, name: str, rows: list[dict]) -> psycopg2.Error | None:
        known = self.columns[name]
        with connection.connection.cursor() as cursor:
            cursor.execute("SAVEPOINT trial")
            try:
                for row in rows:
                    names = ", ".join(f'"{column}"' for column in row)
                    places = ", ".join(f"%s::{known[column].cast}" for column in row)
                    cursor.execute(
                        f'INSERT INTO "{name}" ({names}) VALUES ({places})',  # noqa: S608
                        list(row.values()),
                    )
            except psycopg2.Error as refusal:
                return refusal
            finally:
                cursor.execute("ROLLBACK TO SAVEPOINT trial")
        return None


@pytest.fixture
def schema(db) -> Schema:
    found = Schema()
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for name, column, kind, cast, needed in cursor.fetchall():
            if OURS.match(name):
                found.columns.setdefault(name, {})[column] = Column(kind, cast, needed)
        cursor.execute(RULES)
        found.rules = [Rule(*row) for row in cursor.fetchall() if OURS.match(row[0])]
    return found


def breaking(rule: Rule) -> dict | None:
    """Return the change that breaks a check, None for one that the table does not know."""
    number = NOT_NEGATIVE.fullmatch(rule.words)
    return table.BREAKS.get(rule.name, {number[1]: -1} if number else None)


def test_the_made_up_rows_keep_every_rule(schema):
    refused = {name: schema.insert(name, schema.row(name)) for name in schema.columns}

    assert {name: str(said) for name, said in refused.items() if said} == {}


def test_each_check_is_refused_by_name(schema):
    checks = [rule for rule in schema.rules if rule.kind == "c"]
    unknown = [rule.name for rule in checks if breaking(rule) is None]
    assert unknown == []

    wrong = {}
    for rule in checks:
        said = schema.insert(rule.table, schema.row(rule.table, **breaking(rule)))
        if not isinstance(said, errors.CheckViolation):
            wrong[rule.name] = str(said)
        elif said.diag.constraint_name != rule.name and not NOT_NEGATIVE.fullmatch(rule.words):
            wrong[rule.name] = said.diag.constraint_name
    print(f"\n{len(checks)} checks refused")  # noqa: T201
    assert wrong == {}
    assert set(table.BREAKS) - {rule.name for rule in checks} == set()


def test_two_rows_that_conflict_are_refused_by_name(schema):
    rules = [rule for rule in schema.rules if rule.kind in "ux"]
    wrong = {}
    for rule in rules:
        both = table.BOTH.get(rule.name, {})
        one = schema.row(rule.table, **both)
        other = one | schema.others(rule) | table.SECOND.get(rule.name, {})
        said = schema.insert_all(rule.table, [one, other])
        kinds = (errors.UniqueViolation, errors.ExclusionViolation)
        if not isinstance(said, kinds) or said.diag.constraint_name != rule.name:
            wrong[rule.name] = str(said)
        alone = schema.insert(rule.table, one)
        if alone is not None:
            wrong[rule.name] = f"one alone: {alone}"
    print(f"\n{len(rules)} rules between rows refused")  # noqa: T201
    assert wrong == {}


def test_each_needed_column_is_refused_empty(schema):
    tried, wrong = 0, {}
    for name, columns in schema.columns.items():
        for column in (column for column, facts in columns.items() if facts.is_needed):
            said = schema.insert(name, schema.row(name, **{column: None}))
            tried += 1
            if not isinstance(said, errors.NotNullViolation) or said.diag.column_name != column:
                wrong[f"{name}.{column}"] = str(said)
    print(f"\n{tried} needed columns refused")  # noqa: T201
    assert wrong == {}


def why_no_form(rule: Rule) -> str:
    """Return why no form can break the rule, "" when the table does not say."""
    known = table.FORMS.get(rule.name)
    if isinstance(known, str):
        return known
    by_name = (why for end, why in table.BY_NAME.items() if rule.name.endswith(end))
    return table.WITHOUT_FORMS.get(rule.table) or next(by_name, "")


def test_each_rule_has_a_form_or_a_reason(schema):
    silent = [
        f"{rule.table} {rule.name}"
        for rule in schema.rules
        if rule.kind != "p"
        and not isinstance(table.FORMS.get(rule.name), tuple)
        and not why_no_form(rule)
    ]

    assert silent == []
    assert set(table.FORMS) - {rule.name for rule in schema.rules} == set()


def test_the_form_says_no_at_the_field(schema, practice, client):
    load_printed_plan()
    world = World()
    client.raise_request_exception = False
    people, pages, wrong = {}, {}, {}
    between_rows = {rule.name for rule in schema.rules if rule.kind in "ux"}
    forms = {name: form for name, form in table.FORMS.items() if isinstance(form, tuple)}
    for name, (route, typed, at) in forms.items():
        if route not in pages:
            role = furthest_role(route)
            people[route] = people.get(role) or people.setdefault(role, world.newcomer(role))
            address = address_in(world, route)
            found = [f for f in forms_at(client, people[route], address) if f.method == "post"]
            pages[route] = (
                address,
                next((f for f in found if typed.keys() <= f.answers.keys()), None),
            )
        address, form = pages[route]
        if form is None:
            wrong[name] = f"{route} shows no such form"
            continue
        client.force_login(people[route])
        sent = form.answers | table.answers(world, typed)
        answer = client.post(form.action or address, sent)
        if answer.status_code == 302 and name in between_rows:
            again = {"submission": str(uuid.uuid4())}
            answer = client.post(form.action or address, sent | again)
        if (said := fault_of(answer, at)) != "":
            wrong[name] = f"{route}: {said}"
    print(f"\n{len(forms)} rules said by forms", wrong)  # noqa: T201
    assert wrong == {}


def fault_of(answer, at: str) -> str:
    """Say what is wrong with the answer to a form that breaks a rule at the field `at`."""
    if answer.status_code != 200:
        return f"answered {answer.status_code}"
    if b"error-summary" not in answer.content:
        return "no summary of what is wrong"
    if at and f'id="id_{at}_error"'.encode() not in answer.content:
        named = re.findall(r'id="id_([\w-]+)_error"', answer.content.decode())
        return f"no word at {at}, but at {named}"
    return ""
