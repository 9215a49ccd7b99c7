"""Answers that no page asked for: every field of every model, with values that would be noticed."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.http import HttpResponse
from psycopg2 import sql

from tests.project.page_forms import TOKEN, Form, Sender

MARK = "Zzmark of nobody"  # a text that stands in no answer and no factory
DAY = dt.date(2024, 2, 29)
AT = dt.datetime(2024, 2, 29, 13, 37, tzinfo=dt.UTC)
NUMBER = 27182
SHORTEST_KEY = 24  # characters: a moment, a key, a seal have more
ROOMS_OF_PEOPLE = {"cases", "shelter", "intercepts"}
OF_NOBODY = {
    "intercepts.Station",
    "intercepts.TransportOperator",
}  # every monitor chooses from them
OURS = [
    model for model in apps.get_models()
    if (settings.BASE_DIR / model.__module__.partition(".")[0]).is_dir()
]  # fmt: skip
NAMES_BESIDE = {
    "pk": NUMBER, "user_permissions": 1, "groups": 1, "is_superuser": "on", "is_staff": "on",
    "person.names": MARK, "person__names": MARK, "person-names": MARK, "person[names]": MARK,
    "case.status": "closed", "case__is_restricted": "on", "user.role": "executive_director",
    "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-id": "1", "form-0-role": "executive_director",
    "_method": "DELETE", "_save": "1", "next": "https://evil.example/", "by": "1",
}  # fmt: skip
Row = dict[str, object]
Tables = dict[str, dict[str, Row]]  # table -> key of the row -> its columns
Change = tuple[str, str, str]  # table, key of the row or "new 1" or "gone", column


def extra_answers(form: Form, hidden: dict[type[models.Model], models.Model]) -> dict[str, str]:
    """Return a value for every field name that the form does not have.

    A key of another record is that of one out of reach where `hidden` has one. Where models of
    several rooms share a name, the room of the form has the last word.
    """
    room = form.target.partition(":")[0]
    found = {name: str(value) for name, value in NAMES_BESIDE.items()}
    for model in sorted(OURS, key=lambda each: each._meta.app_label == room):
        for field in model._meta.get_fields():
            for name, value in _values(field, hidden):
                found[name] = value
    return {name: value for name, value in found.items() if name not in form.answers}


def _values(field, hidden) -> Iterator[tuple[str, str]]:
    if field.is_relation:
        row = hidden.get(field.related_model)
        if row is not None:
            yield field.name, str(row.pk)
            yield f"{field.name}_id", str(row.pk)
        return
    yield field.name, _value(field)


def _value(field: models.Field) -> str:
    if field.choices:
        return str([value for value, _text in field.flatchoices][-1])
    if isinstance(field, models.BooleanField):
        return "off" if field.default is True else "on"
    if isinstance(field, models.DateTimeField):
        return AT.isoformat()
    if isinstance(field, models.DateField):
        return DAY.isoformat()
    if isinstance(field, models.UUIDField):
        return "27182818-2845-4904-8235-360287471352"
    if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField):
        return str(NUMBER)
    if isinstance(field, models.JSONField | ArrayField):
        return json.dumps([MARK])
    return MARK[: field.max_length] if getattr(field, "max_length", None) else MARK


def keys_of_all() -> dict[type[models.Model], set]:
    """Return the keys of the rows of every model of ours."""
    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in OURS}


def rows_beside(known: dict[type[models.Model], set]) -> dict[type[models.Model], models.Model]:
    """Return a row of each model that is not among `known`; its first one where there is none."""
    found = {}
    for model in OURS:
        rows = model._default_manager
        row = rows.exclude(pk__in=known[model]).first() or rows.first()
        if row is not None:
            found[model] = row
    return found


def written_tables() -> dict[str, tuple[int, ...]]:
    """Return how often rows of each table were written in this transaction so far, undone or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables"
        )
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def rows_of(tables: set[str]) -> Tables:
    """Return every row of `tables` with all its columns."""
    found: Tables = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                sql.SQL("SELECT to_jsonb(t)::text FROM {} t").format(sql.Identifier(table))
            )
            rows = [json.loads(text) for (text,) in cursor.fetchall()]
            found[table] = {_key(row): row for row in rows}
    return found


def _key(row: Row) -> str:
    for name in ("id", "session_key", "user_id", "code"):
        if name in row:
            return str(row[name])
    return json.dumps(row, sort_keys=True)


@dataclass
class Outcome:
    """What one request answered, and what it changed: which columns of which rows, to what."""

    answer: HttpResponse
    changes: dict[Change, object]

    @property
    def is_saved(self) -> bool:
        return self.answer.status_code == 302 and bool(self.of_records)

    @property
    def of_records(self) -> dict[Change, object]:
        """Return the changes beside those of the trail, which also keeps refusals.

        Nor is it one that a session was used: that is noted once a minute, also by what is refused.
        """
        return {
            change: value for change, value in self.changes.items()
            if not change[0].startswith("audit_") and change[2] != "seen_at"
        }  # fmt: skip


class Watcher:
    """Sends forms and tells what they changed in the whole database; everything is undone."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.before: Tables = {}

    def send(self, form: Form, answers: dict[str, str]) -> Outcome:
        known = dict(self.sender.cookies)
        cookie = self.sender.cookie_of(form.user)
        if self.sender.cookies != known:  # somebody signed in again
            self.before.clear()
        pairs = [(name, value) for name, value in answers.items() if name != TOKEN]
        body = urlencode(pairs, errors="surrogatepass")
        with transaction.atomic():
            counted = written_tables()
            answer = self.sender.answer(cookie, "POST", form.action, body)
            now = written_tables()
            tables = {t for t, counts in now.items() if counts != counted.get(t, (0, 0, 0))}
            after = rows_of(tables)
            transaction.set_rollback(True)
        new = tables - set(self.before)
        self.before |= rows_of(new)  # what it saved is undone: this is how it was
        self.before.pop("django_session", None)
        return Outcome(answer, changes_between(self.before, after))


def changes_between(before: Tables, after: Tables) -> dict[Change, object]:
    """Return what differs: for rows that are new, each column; they are numbered as they came."""
    found: dict[Change, object] = {}
    for table, rows in after.items():
        if table == "django_session":
            continue
        old = before[table]
        found |= {(table, f"gone {key}", "*"): None for key in old.keys() - rows.keys()}
        # As they were written, where the key says it, else by what they say: a table gives them back as
        # they happen to lie.
        new = sorted(
            (key for key in rows if key not in old),
            key=lambda key: (int(key) if key.isdigit() else 0, _said(rows[key])),
        )
        for number, key in enumerate(new):
            found |= {(table, f"new {number}", name): v for name, v in rows[key].items()}
        for key in rows.keys() & old.keys():
            row = rows[key]
            found |= {(table, key, n): v for n, v in row.items() if v != old[key].get(n)}
    return found


def _said(row: Row) -> list[str]:
    """Return what of a row is the same however often it is written: no keys, no moments, nothing sealed."""
    words = (str(value) for _name, value in sorted(row.items()))
    return [word for word in words if len(word) < SHORTEST_KEY and not word.startswith("\\x")]


def beyond(plain: Outcome, again: Outcome, extra: Outcome, sent: dict[str, str]) -> list[str]:
    """Return what the extra answers changed that the form alone does not.

    What differs between two sendings of the form alone (keys, times, ciphertexts) may differ here
    too, but must be as long as there and must not be a value that was sent.
    """
    found = []
    for change, value in extra.changes.items():
        if change[2] == "seen_at":  # that the session was used, noted once a minute
            continue
        if change not in plain.changes:
            found.append(f"{'.'.join(change)} = {value!r}"[:200])
            continue
        usual = {str(plain.changes[change]), str(again.changes.get(change))}
        if str(value) in usual:
            continue
        steady = len(usual) == 1
        odd = len(str(value)) not in {len(each) for each in usual} and not _is_counted(value)
        is_sent = str(value) in sent.values() and not _is_next_number(change, value)
        if steady or odd or is_sent:
            found.append(f"{'.'.join(change)} = {value!r}, not {sorted(usual)}"[:300])
    missing = plain.of_records.keys() & again.of_records.keys() - extra.of_records.keys()
    return found + [f"{'.'.join(change)} is missing"[:200] for change in sorted(missing)]


def _is_next_number(change: Change, value: object) -> bool:
    """Tell whether it is the key that the database gave, which may meet another table's by chance."""
    return change[2] == "id" and isinstance(value, int) and value != NUMBER


def _is_counted(value: object) -> bool:
    """Tell whether it is a time, a span of times or a number: as long as they happen to be."""
    text = str(value)
    is_time = text[:2] == "20" and text[10:11] == "T"
    return isinstance(value, int) or is_time or text.startswith('["20')


def swapped(answers: dict[str, str], hidden: dict) -> dict[str, str]:
    """Return, of the answers that are keys of records of people, those of another case instead.

    An answer of digits is an amount or a version, though some row may have that number for its key.
    """
    found = {}
    for model, row in hidden.items():
        if model._meta.app_label not in ROOMS_OF_PEOPLE or model._meta.label in OF_NOBODY:
            continue
        keys = {str(pk) for pk in model._default_manager.values_list("pk", flat=True)}
        found |= {
            name: str(row.pk)
            for name, value in answers.items()
            if value in keys and not value.isdigit()
        }
    return found
