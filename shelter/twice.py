"""One human being lives in one house: why two rows of the registry may not become one yet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases.models import Person
from shelter.models import Admission


def objections_to_merging(person: Person, into: Person) -> Iterator[str]:
    """Yield why the two may not become one: both are in a house at this moment. Codes alone."""
    stays = Admission.objects.in_house().select_related("shelter__office", "case__person")
    rows = stays.defer("case__summary", "case__closing_note").filter(
        case__person__master_id__in=(person.master_id, into.master_id)
    )
    by_person = {stay.case.person.master_id: stay for stay in rows}
    if len(by_person) < 2:  # noqa: PLR2004  one of them at most
        return
    first, second = by_person[person.master_id], by_person[into.master_id]
    yield _(
        "Both are in a house at this moment: %(first)s in %(house)s, %(second)s in %(other)s. Let the"
        " stay end that was entered by mistake or that the person left, then merge."
    ) % {
        "first": first.case.code, "house": first.shelter,
        "second": second.case.code, "other": second.shelter,
    }  # fmt: skip
