"""Saying that two rows of the registry are one human being; nothing is deleted and nothing moves."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases import registries
from cases.actions.people import IDENTITY
from cases.models import Person
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError


@transaction.atomic
def merge(*, person: Person, into: Person, by: User) -> Person:
    """Let the row `into` stand for `person` too, and for every row that was merged with it before.

    Cases, grants, restrictions and conflicts stay on the rows where they are; what asks about the
    human being follows `master_id`. Raises DomainError for one human being twice, and for what the
    rooms object to, such as two stays at this moment.
    """
    master, double = into.master_id, person.master_id
    rows = Person.objects.select_for_update(of=("self",)).order_by("pk")
    both = Q(master_id__in=(master, double)) | Q(pk__in=(master, double))
    found = {row.pk: row for row in rows.filter(both).defer(*IDENTITY)}
    kept, gone = found[master], found[double]
    if kept.merged_into_id or gone.merged_into_id or kept.pk == gone.pk:
        raise DomainError(_("These two codes already stand for one person."))
    if objections := registries.objections_to_merging(gone, kept):
        raise DomainError(" ".join(objections))
    Person.objects.filter(Q(pk=gone.pk) | Q(merged_into=gone)).update(merged_into=kept)
    record(AuditKind.PEOPLE_MERGED, by=by, target=gone, fields={"with": kept.code})
    return Person.objects.get(pk=kept.pk)
