"""A record in words: its fields with their labels, and who changed what."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format, number_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracekenya.audit.enums import LOOKS, AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.lib import vocabularies
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.pages import kept_words
from tracekenya.roles.fields import is_on_page

Fact = dict[str, Any]
LONGEST_CODE = 20  # characters; keys of records are longer
MOST_CHANGES = 30  # of one record's history; the trail itself holds all


@dataclass(frozen=True)
class Change:
    """One line of a record's history. details: "Field: before → after", or the field alone."""

    at: dt.datetime
    title: str
    by: str
    details: Sequence[str]


def fact(label: Any, value: Any, *, url: str = "", change_url: str = "") -> Fact:
    """Return one line of a summary list; `url` makes the value a link."""
    return {"label": label, "value": value, "url": url, "change_url": change_url}


def facts_of(
    record: models.Model, names: Iterable[str], *, reader: Any = None, **labels: Any
) -> list[Fact]:
    """Return the fields of `names` as facts, in that order; `labels` overrules the field's own.

    A personal or special field is left out unless `tracekenya.roles.fields` puts it on the page of
    a record for `reader`.
    """
    model = type(record)
    return [
        fact(labels.get(name) or label_of(model, name), shown(record, name))
        for name in names
        if is_on_page(reader, model, name)
    ]


def label_of(model: type[models.Model], name: str) -> str:
    """Return the field's label, or that of rows that hang on it; any other name as it is.

    A key to another record that was given no words of its own has those of `kept_words`.
    """
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    hangs_on = field.auto_created and not field.concrete
    of_rows = field.related_model._meta.verbose_name_plural if hangs_on else name
    words = getattr(field, "verbose_name", of_rows)
    if field.is_relation and words == name.replace("_", " "):
        words = kept_words.NAMES.get(name, words)
    return str(capfirst(str(words)))


def shown(record: models.Model, name: str) -> str:
    """Return one field in the reader's language; "" for nothing."""
    field: Any = record._meta.get_field(name)
    if field.many_to_many:
        return ", ".join(str(each) for each in getattr(record, name).all())
    return in_words(field, getattr(record, name))


def in_words(field: Any, value: Any) -> str:
    """Return a value of `field` in the reader's language; "" for nothing."""
    if isinstance(field, CodesField):
        return ", ".join(vocabularies.label(field.vocabulary, code) for code in value or ())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, ""):
        return ""
    if isinstance(field, CodeField):
        return vocabularies.label(field.vocabulary, value)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, dt.date | dt.time):
        return _when_in_words(value)
    if isinstance(value, int | Decimal):
        return number_format(value, use_l10n=True, force_grouping=not _is_year(field))
    return str(value)


def _when_in_words(value: dt.date | dt.time) -> str:
    """Return a day, a time of the day, or a moment by the clock of Nairobi."""
    if isinstance(value, dt.time):
        return time_format(value)
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value)


def changes_of(record: models.Model) -> list[Change]:
    """Return who changed the record when, newest first, MOST_CHANGES at most; looks are left out."""
    events = AuditEvent.objects.filter(
        target_type=record._meta.label_lower, target_id=str(record.pk)
    ).exclude(kind__in=LOOKS)
    return [_change(type(record), event) for event in events[:MOST_CHANGES]]


def changes_by_record(records: Sequence[models.Model]) -> dict[Any, list[Change]]:
    """Return the history of several records of one kind at once: primary key -> changes_of."""
    found: dict[Any, list[Change]] = {record.pk: [] for record in records}
    if not records:
        return found
    model, keys = type(records[0]), {str(pk): pk for pk in found}
    events = AuditEvent.objects.filter(
        target_type=model._meta.label_lower, target_id__in=keys
    ).exclude(kind__in=LOOKS)
    for event in events[: MOST_CHANGES * len(records)]:
        found[keys[event.target_id]].append(_change(model, event))
    return found


def change_of(event: AuditEvent, *, what: str = "") -> Change:
    """Return one row of the trail as a line of a history; `what` names the record it is about."""
    change = _change(apps.get_model(event.target_type), event)
    title = f"{what}: {AuditKind(event.kind).label}" if what else change.title
    return Change(change.at, title, change.by, change.details)


def plain_changes(record: models.Model, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the trail keeps of an edit: names of changed fields; old and new of open ones.

    `before`: the values before the edit. Values are kept only of codes, days, numbers and answers
    of yes or no; of every other field the name alone.
    """
    changed = {name: old for name, old in before.items() if _value(record, name) != old}
    return {name: _pair(record, name, old) for name, old in sorted(changed.items())}


def _pair(record: models.Model, name: str, old: Any) -> list[Any] | None:
    field = record._meta.get_field(name)
    is_open = name in getattr(record.Privacy, "open", ())  # type: ignore[attr-defined]  # each has one
    is_plain = isinstance(
        field,
        CodeField | CodesField | models.DateField | models.BooleanField | models.IntegerField
        | models.DecimalField,
    )  # fmt: skip
    return [_kept(old), _kept(_value(record, name))] if is_open and is_plain else None


def _kept(value: Any) -> Any:
    """Return the value as JSON holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _value(record: models.Model, name: str) -> Any:
    field: Any = record._meta.get_field(name)
    if field.many_to_many:
        return sorted(str(pk) for pk in getattr(record, name).values_list("pk", flat=True))
    value = getattr(record, field.attname)
    return list(value) if isinstance(value, list | tuple) else value


def values_of(record: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Return the present values of `names`, to be held against those after an edit."""
    return {name: _value(record, name) for name in names}


def _change(model: type[models.Model], event: AuditEvent) -> Change:
    places = {field.name: place for place, field in enumerate(model._meta.get_fields())}
    kept = sorted(event.fields.items(), key=lambda one: (places.get(one[0], len(places)), one[0]))
    details = [detail_of(model, name, value) for name, value in kept]
    return Change(event.at, AuditKind(event.kind).label.capitalize(), event.by, details)


def detail_of(model: type[models.Model], name: str, value: Any) -> str:
    """Return "Field: before → after" of what the trail kept, "Field: value" of one code or number.

    The field alone where neither was kept. What is no field of the record has its words in
    `kept_words`; "to" and "from" stand for the state of the record.
    """
    stood_for = [_field(model, each) for each in kept_words.STANDS_FOR.get(name, (name,))]
    field = next(filter(None, stood_for), None)
    if field is None:
        return without_record(name, value)
    label = label_of(model, name) if _field(model, name) else kept_words.name_words(name)
    if isinstance(value, list) and len(value) == 2:  # noqa: PLR2004  before and after
        return _pair_in_words(label, field, value)
    if not isinstance(value, str | int) or value is True or _is_key(field, value):
        return label
    try:
        return f"{label}: {_read(field, value)}"
    except (ValueError, InvalidOperation, TypeError):
        return label


def without_record(name: str, value: Any) -> str:
    """Return the same of a name that is no field: page, list, reason, who was meant, who came."""
    label = kept_words.name_words(name)
    if value is None or value is True or _looks_like_key(value):
        return label
    if not isinstance(value, list):
        return f"{label}: {_code(name, value)}"
    codes = [_code(name, each) for each in value]
    if len(value) != 2 or name in kept_words.LISTS:  # noqa: PLR2004  before and after
        return f"{label}: {', '.join(codes)}"
    return _("%(field)s: %(old)s → %(new)s") % {"field": label, "old": codes[0], "new": codes[1]}


def _code(name: str, value: Any) -> str:
    if value in (None, ""):
        return _("nothing")
    return in_words(None, value) if isinstance(value, bool) else kept_words.code_words(name, value)


def _looks_like_key(value: Any) -> bool:
    """Return whether it is the key of a record whose kind is not known here, such as a bed."""
    try:
        return isinstance(value, str) and bool(uuid.UUID(value))
    except ValueError:
        return False


def _is_key(field: Any, value: Any) -> bool:
    """Return whether it is the key of another record, which tells a reader nothing; codes are shorter."""
    return field.is_relation and len(str(value)) > LONGEST_CODE


def _pair_in_words(label: str, field: Any, value: list[Any]) -> str:
    try:
        old, new = (_read(field, each) or _("nothing") for each in value)
    except (ValueError, InvalidOperation, TypeError):
        return label
    return _("%(field)s: %(old)s → %(new)s") % {"field": label, "old": old, "new": new}


def _field(model: type[models.Model], name: str) -> Any:
    """Return the field; None for what is kept with the record, such as who came to a meeting."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _read(field: Any, value: Any) -> str:
    """Return a value that the trail kept, in words."""
    if isinstance(field, models.DateField) and isinstance(value, str):
        value = parse_date(value[:10])
    elif isinstance(field, models.DecimalField) and value is not None:
        value = Decimal(value)
    return in_words(field, value)


def _is_year(field: Any) -> bool:
    return isinstance(field, models.IntegerField) and "year" in field.name
