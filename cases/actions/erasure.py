"""Erasing who somebody is, while what was done for the person goes on counting."""

import uuid
from itertools import chain

from django.db import models, transaction
from django.db.models import F

from cases import registries
from cases.models import Person
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.vault.actions import erase

BLIND_INDEXES = ("name_tokens", "sound_tokens", "phone_tokens", "document_tokens")
PLAIN_TEXTS = ("document_kind", "language")  # personal, though not sealed


@transaction.atomic
def erase_identity(*, person: Person, by: User | None) -> list[Person]:
    """Make the names, contacts and all sealed texts about `person` unreadable for good.

    Code, sex, birth and dates stay: the counts of past years do not change. The row into which a
    person was merged, and those merged into it, go together; so do the records that other apps
    keep about these people alone. Returns: the rows that were erased, by code.
    """
    everywhere = models.Q(pk=person.master_id) | models.Q(merged_into=person.master_id)
    rows = list(Person.objects.select_for_update(of=("self",)).filter(everywhere).order_by("code"))
    people = {row.pk for row in rows}
    for listener in registries.erasure_listeners:
        listener(people, by)
    for owner in _owners(people):
        erase(owner=owner)
    gone: dict[str, object] = {name: [] for name in BLIND_INDEXES} | dict.fromkeys(PLAIN_TEXTS, "")
    Person.objects.filter(pk__in=[row.pk for row in rows]).update(
        **gone, safe_to_call=None, version=F("version") + 1
    )
    for row in rows:
        record(AuditKind.ERASED, by=by, target=row)
    return rows


def _owners(people: set[uuid.UUID]) -> set[uuid.UUID]:
    """Return whose data keys go: the people themselves, and what is kept about them alone."""
    return people | {*chain.from_iterable(source(people) for source in registries.kept_about)}
