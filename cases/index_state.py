"""Whose blind index is missing or was made by other rules or under another key: who is not found by name."""

from django.db.models import Exists, OuterRef, Q

from cases.models import Person, Suspect
from tracekenya.vault import blind
from tracekenya.vault.models import DataKey

NAMED_BY = {
    Person: ("names", "aliases", "phone", "document_number"),
    Suspect: ("names", "phone"),
}


def not_up_to_date(model: type[Person] | type[Suspect]) -> Q:
    """Return the condition of rows that `manage.py reindex_people` has to index again.

    A row whose identity was erased has no index and needs none.
    """
    bears = (~Q(**{f"{column}_tokens": []}) for column in ("name", "sound", "phone"))
    given = (~Q(**{name: b""}) for name in NAMED_BY[model])
    some = Q()
    for one in (*bears, *given):
        some |= one
    is_erased = Exists(DataKey.objects.filter(owner=OuterRef("pk"), erased_at__isnull=False))
    return some & ~Q(name_tokens__contains=[blind.mark()]) & ~is_erased
