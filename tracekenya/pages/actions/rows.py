"""Adding and editing one row of a register: checked, once, in the trail."""

import uuid
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction

from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import Record, new_id, save_edited, sent_before
from tracekenya.pages.facts import plain_changes, values_of
from tracekenya.vault.fields import EncryptedTextField

Kind = TypeVar("Kind", bound=Record)
Check = Callable[[Any], None]


@transaction.atomic
def add(
    model: type[Kind],
    *,
    by: User,
    submission: uuid.UUID | None = None,
    check: Check | None = None,
    quiet: Collection[str] = (),
    **facts: Any,
) -> Kind:
    """Keep one new row of `model` and return it; the same form sent twice makes one.

    `check` takes the unsaved row and raises DomainError. `quiet`: names that the trail does not keep,
    because that such a field was filled tells something already. Raises DomainError, naming the field, for
    whatever the model's own rules refuse.
    """
    if (made := sent_before(model, submission, by)) is not None:
        return made
    many, plain = _parted(model, facts)
    row = model(id=new_id(submission), recorded_by=by, **plain)
    _judge(row, check)
    row.save(force_insert=True)
    for name, chosen in many.items():
        getattr(row, name).set(chosen)
    record(AuditKind.CREATED, by=by, target=row, fields=sorted(set(facts) - set(quiet)))
    return row


@transaction.atomic
def edit(
    row: Kind,
    *,
    version: int,
    by: User,
    check: Check | None = None,
    quiet: Collection[str] = (),
    **facts: Any,
) -> Kind:
    """Change one row as `facts` says and return it; `quiet` as in `add`.

    Raises StaleVersion when somebody saved it since `version` was read, DomainError as `add`.
    """
    model = type(row)
    row = model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    before = values_of(row, facts)
    many, plain = _parted(model, facts)
    for name, value in plain.items():
        setattr(row, name, value)
    _judge(row, check)
    save_edited(row, version=version)
    for name, chosen in many.items():
        getattr(row, name).set(chosen)
    if changes := plain_changes(row, before):  # a save that changed nothing is no change
        told = {name: pair for name, pair in changes.items() if name not in quiet}
        record(AuditKind.CHANGED, by=by, target=row, fields=told)
    return row


def judge(row: models.Model) -> None:
    """Hold `row` against its model's fields and constraints. Raises DomainError naming the field.

    Constraints on sealed fields are left to the database: the text is sealed only when it is saved.
    """
    sealed = {field.name for field in row._meta.fields if isinstance(field, EncryptedTextField)}
    try:
        row.full_clean(validate_constraints=False)
        row.validate_constraints(exclude=sealed)
    except ValidationError as refusal:
        name, texts = next(iter(refusal.message_dict.items()))
        field = None if name == NON_FIELD_ERRORS else name
        raise DomainError(" ".join(texts), field=field) from None


def _judge(row: models.Model, check: Check | None) -> None:
    if check is not None:
        check(row)
    judge(row)


def _parted(
    model: type[models.Model], facts: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what goes into joining tables, and the row's own fields."""
    names = {field.name for field in model._meta.many_to_many}
    many = {name: value for name, value in facts.items() if name in names}
    return many, {name: value for name, value in facts.items() if name not in names}
