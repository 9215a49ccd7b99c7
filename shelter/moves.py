"""The list of moves between our houses, by case code; and what the page of one move says."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shelter.enums import Verdict
from shelter.filters import houses_of
from shelter.house_records import TEXTS_OF_STAY
from shelter.models import Admission, Shelter, ShelterTransfer
from shelter.occupancy import guest_of
from shelter.stay_rows import read_once
from tracekenya.lib.vocabularies import choices, label
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

STATES = (
    ("open", _lazy("Waits for the answer")), (Verdict.GRANTED, _lazy("Moved")),
    (Verdict.REFUSED, _lazy("Not taken over")),
)  # fmt: skip
TONES = {"open": "warning", Verdict.GRANTED: "success"}


class TransferFilter(filters.FilterSet):
    shelter = filters.ModelChoiceFilter(
        label=_lazy("Shelter"), queryset=houses_of, empty_label=_lazy("Any"), method="by_house"
    )
    state = filters.ChoiceFilter(
        label=_lazy("State"), choices=STATES, empty_label=_lazy("Any"), method="by_state"
    )
    reason = filters.ChoiceFilter(
        label=_lazy("Why"), choices=lambda: choices("transfer_reason"), empty_label=_lazy("Any")
    )

    class Meta:
        model = ShelterTransfer
        fields: list[str] = []

    def by_house(self, rows: QuerySet, name: str, value: Shelter) -> QuerySet:
        return rows.filter(Q(from_shelter=value) | Q(to_shelter=value))

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(verdict="" if value == "open" else value)


def visible_transfers(user) -> QuerySet[ShelterTransfer]:
    rows = ShelterTransfer.objects.visible_to(user, Permission.STAY_TRANSFER)
    return rows.select_related(
        "admission__case__person", "admission__shelter__office", "from_shelter__office",
        "to_shelter__office", "bed__room", "recorded_by", "answered_by",
    ).defer(*TEXTS_OF_STAY)  # fmt: skip


def of_stay(stay: Admission) -> list[ShelterTransfer]:
    rows = ShelterTransfer.objects.select_related("from_shelter__office", "to_shelter__office")
    return read_once(stay, "transfers", rows)


def may_answer(row: ShelterTransfer, user) -> bool:
    """Say whether the move waits, and `user` speaks for the house that was asked."""
    houses = Shelter.objects.visible_to(user, Permission.STAY_TRANSFER)
    waits = not row.verdict and row.admission.is_in_house
    return waits and houses.filter(pk=row.to_shelter_id).exists()


def state_of(row: ShelterTransfer) -> Tag:
    state = row.verdict or "open"
    if state == "open" and not row.admission.is_in_house:
        return Tag(_("The stay has ended"))
    return Tag(dict(STATES)[state], TONES.get(state, ""))


def facts_about(row: ShelterTransfer, user) -> list[Fact]:
    """Return what the other house has to know to answer; nothing says who the person is."""
    stay = row.admission
    sees_stay = Admission.objects.visible_to(user).filter(pk=stay.pk).exists()
    guest = guest_of(stay.case)
    needs = ", ".join(str(label("shelter_need", need)) for need in stay.needs)
    return [
        fact(_("Case"), stay.case.code, url=stay.get_absolute_url() if sees_stay else ""),
        fact(_("Sex"), label("sex", guest.sex)),
        fact(_("Age"), _("Child") if guest.is_child else _("Adult")),
        fact(_("Needs of the place"), needs),
        *facts_of(row, ["from_shelter", "to_shelter", "reason"]),
        fact(_("Asked by"), row.recorded_by.staff_code if row.recorded_by else ""),
        *_answer_of(row),
    ]


def _answer_of(row: ShelterTransfer) -> list[Fact]:
    if row.answered_by is None:
        return []
    bed = [fact(_("Bed"), f"{row.bed.room}, {row.bed}")] if row.bed else []
    by = fact(_("Answered by"), row.answered_by.staff_code)
    return [*bed, *facts_of(row, ["answered_at"]), by]


TRANSFERS = ListPage(
    name="transfers",
    title=_lazy("Moves between shelters"),
    lead=_lazy("Who moves to another of our houses: one house asks, the other answers, the stay goes on."),
    columns=(
        Column("code", _lazy("Case"), lambda row: Link(row.admission.case.code, row.get_absolute_url()), "admission__case__code"),
        Column("state", _lazy("State"), state_of, "verdict"),
        Column("from", _lazy("From shelter"), lambda row: row.from_shelter, "from_shelter__office__name"),
        Column("to", _lazy("To shelter"), lambda row: row.to_shelter, "to_shelter__office__name"),
        Column("why", _lazy("Why"), lambda row: row.get_reason_display(), "reason"),
        Column("asked", _lazy("Asked for"), lambda row: row.recorded_at, "recorded_at"),
        Column("answered", _lazy("Answered"), lambda row: row.answered_at),
    ),
    filters=TransferFilter,
    sort="-asked",
    empty_title=_lazy("No move was asked for"),
    empty_text=_lazy("Open the page of a stay and press “Move to another shelter”."),
)  # fmt: skip
