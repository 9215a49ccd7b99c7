"""The lists of stays and of beds: by code, never by name."""

import datetime as dt

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.words import RISK_TONES, RISKS
from shelter.absences import with_away
from shelter.enums import BedState, BedStatus, BedUse, LegalAuthority, StayStatus
from shelter.filters import BedFilter, StayFilter
from shelter.models import Admission, AdmissionQuerySet, Bed, BedAssignment, Shelter
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link

STAY_TONES = {
    StayStatus.REQUESTED: "warning", StayStatus.ADMITTED: "success", StayStatus.ON_LEAVE: "info",
    StayStatus.ABSCONDED: "danger",
}  # fmt: skip
# short words for a narrow column, where the code list has sentences
STAY_WORDS = {StayStatus.ADMITTED: _("In the house"), StayStatus.ON_LEAVE: _("On leave")}
BED_TONES = {BedState.FREE: "success", BedState.HELD: "info", BedState.OUT_OF_USE: "warning"}


def visible_stays(user) -> AdmissionQuerySet:
    """Return the stays that the person may see, without what a list does not show."""
    rows = with_away(Admission.objects.visible_to(user))
    rows = rows.select_related("case", "shelter__office")
    return rows.defer("urgent_needs", "case__summary", "case__closing_note")


def visible_beds(user) -> QuerySet[Bed]:
    """Return the beds of the houses that the person may see, with `state` as of now.

    `stay_id` and `who`: stay and case code of whoever holds or fills it, if the person may see that
    stay; None otherwise.
    """
    now = BedAssignment.objects.at().filter(bed=OuterRef("pk"))
    seen = now.filter(admission__in=Admission.objects.visible_to(user))
    rows = Bed.objects.filter(room__shelter__in=Shelter.objects.visible_to(user))
    return rows.select_related("room__shelter__office").annotate(
        use=Subquery(now.values("use")[:1]),
        state=Case(
            When(use=BedUse.STAY, then=Value(BedState.OCCUPIED.value)),
            When(use=BedUse.HOLD, then=Value(BedState.HELD.value)),
            When(status=BedStatus.USABLE, then=Value(BedState.FREE.value)),
            default=Value(BedState.OUT_OF_USE.value),
            output_field=CharField(),
        ),
        stay_id=Subquery(seen.values("admission_id")[:1]),
        who=Subquery(seen.annotate(code=F("case__code")).values("code")[:1]),
    )


def state_of_stay(stay: Admission) -> Tag:
    words = STAY_WORDS.get(stay.status) or stay.get_status_display()
    return Tag(words, STAY_TONES.get(stay.status, ""))


def risk_of_stay(stay: Admission) -> Tag:
    if not stay.risk_level:
        return Tag(_("Not set"), "warning" if stay.is_in_house else "")
    return Tag(RISKS.get(stay.risk_level, stay.risk_level), RISK_TONES.get(stay.risk_level, ""))


def authority_of_stay(stay: Admission) -> Tag | str:
    words = stay.get_legal_authority_display()
    is_missing = stay.legal_authority == LegalAuthority.PENDING and stay.admitted_at is not None
    return Tag(_("No authority yet"), "warning") if is_missing else words


def state_of_bed(bed: Bed) -> Tag:
    """Return the state of a bed that `visible_beds` found."""
    state = BedState(bed.state)
    return Tag(state.label, BED_TONES.get(state, ""))


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localdate(moment) if moment else None


def _who(bed: Bed) -> Link | None:
    return Link(bed.who, address("shelter:admission_detail", bed.stay_id)) if bed.who else None


STAYS = ListPage(
    name="stays",
    title=_("Stays"),
    lead=_("Who came when, for how long, and on whose authority; by case code only."),
    columns=(
        Column("code", _("Case"), lambda stay: Link(stay.case.code, stay.get_absolute_url()), "case__code"),
        Column("house", _("Shelter"), lambda stay: stay.shelter, "shelter__office__name"),
        Column("status", _("State"), state_of_stay, "status"),
        Column("arrived", _("Arrived"), lambda stay: _day(stay.admitted_at), "admitted_at"),
        Column("left", _("Left"), lambda stay: _day(stay.ended_at), "ended_at"),
        Column("nights", _("Nights"), lambda stay: stay.nights, is_numeric=True),
        Column("risk", _("Risk"), risk_of_stay),
        Column("authority", _("Authority"), authority_of_stay),
    ),
    filters=StayFilter,
    sort="-arrived",
    empty_title=_("No stay here"),
    empty_text=_("You see the stays in your shelter, or of the people whose cases you work on."),
)  # fmt: skip

BEDS = ListPage(
    name="beds",
    title=_("All beds"),
    lead=_("Each bed and what it is just now."),
    columns=(
        Column("bed", _("Bed"), lambda bed: Link(bed.label, bed.get_absolute_url()), "label"),
        Column("room", _("Room"), lambda bed: bed.room.name, "room__name"),
        Column("kind", _("For whom"), lambda bed: bed.room.get_kind_display(), "room__kind"),
        Column("house", _("Shelter"), lambda bed: bed.room.shelter, "room__shelter__office__name"),
        Column("state", _("State now"), state_of_bed),
        Column("who", _("Case"), _who),
    ),
    filters=BedFilter,
    sort="bed",
    empty_title=_("No bed here"),
    empty_text=_("A shelter's manager sets up rooms on the bed board, then their beds."),
)
