"""What the case page shows and offers about stays; registered when the app is ready."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import registries
from cases.models import Case
from cases.registries import EmergencyPart, NextStep, Panel, TimelineEntry
from shelter.enums import BedUse, Verdict
from shelter.models import Admission, BedAssignment, ShelterTransfer
from shelter.stay_facts import open_stay_of
from tracekenya.roles.permissions import Permission

MOVED = (  # moves to another house, the first one first
    ShelterTransfer.objects.filter(verdict=Verdict.GRANTED)
    .select_related("from_shelter__office", "to_shelter__office")
    .order_by("answered_at")
)


def panel_rows(case: Case, user) -> dict:
    """Return the stays of `case` that `user` may see, and the hold that is live."""
    stays = Admission.objects.visible_to(user).filter(case=case).select_related("shelter__office")
    holds = BedAssignment.objects.at().filter(use=BedUse.HOLD, admission__in=stays)
    return {
        "stays": list(stays),
        "hold": holds.select_related("bed__room__shelter__office").first(),
    }


def timeline(case: Case) -> Iterator[TimelineEntry]:
    stays = case.admissions.select_related("shelter__office", "exit")
    for stay in stays.prefetch_related(Prefetch("transfers", MOVED, to_attr="moved")):
        url, shelter = stay.get_absolute_url(), {"shelter": stay.shelter}
        first = stay.moved[0].from_shelter if stay.moved else stay.shelter
        yield TimelineEntry(
            stay.requested_on, _("A place was asked for in %(shelter)s") % {"shelter": first}, url
        )
        if stay.admitted_at:
            day = timezone.localdate(stay.admitted_at)
            yield TimelineEntry(day, _("Admitted to %(shelter)s") % {"shelter": first}, url)
        for move in stay.moved:
            day, houses = timezone.localdate(move.answered_at), {"shelter": move.to_shelter}
            yield TimelineEntry(day, _("Moved to %(shelter)s") % houses, url)
        if stay.ended_at:
            day, how = timezone.localdate(stay.ended_at), _how_it_ended(stay)
            yield TimelineEntry(day, _("Left %(shelter)s: %(how)s") % (shelter | {"how": how}), url)


def objections(case: Case) -> Iterator[str]:
    stay = open_stay_of(case)
    if stay is not None:
        yield _("The person still lives in %(shelter)s.") % {"shelter": stay.shelter}


def needs_now(case: Case) -> str:
    stay = open_stay_of(case)
    return stay.urgent_needs if stay is not None else ""


def address_now(case: Case) -> str:
    """Return where the person sleeps; for the one role that reads it in an emergency alone."""
    stay = open_stay_of(case)
    return stay.shelter.address if stay is not None else ""


def has_no_stay(case: Case) -> bool:
    return open_stay_of(case) is None


def without_stay(cases: Collection[UUID]) -> set[UUID]:
    """Return the keys of those of `cases` whose person lives in none of our houses."""
    in_house = Admission.objects.in_house().filter(case__in=cases).order_by()
    return set(cases) - set(in_house.values_list("case", flat=True))


def is_open(case: Case) -> bool:
    return case.closed_at is None


def register() -> None:
    """Fill the registries of casework; called once."""
    registries.panels.append(
        Panel(
            "shelter",
            _lazy("Shelter"),
            "shelter/_case_panel.html",
            Permission.STAY_VIEW,
            panel_rows,
            order=40,
        )  # fmt: skip
    )
    registries.timelines.append((Permission.STAY_VIEW, timeline))
    registries.emergency_parts += [
        EmergencyPart("urgent_needs", _lazy("Urgent needs"), Permission.BREAK_GLASS_MEDICAL, needs_now),
        EmergencyPart("address", _lazy("Address of the shelter"), Permission.BREAK_GLASS_ADDRESS, address_now),
    ]  # fmt: skip
    registries.closing_guards.append(objections)
    registries.next_steps += [
        NextStep("hold_bed", _lazy("Hold a bed"), "bed", Permission.STAY_REQUEST, "shelter:hold_bed", has_no_stay, without_stay),
        NextStep("keep_apart", _lazy("Keep apart"), "shield", Permission.KEEP_APART_EDIT, "shelter:keep_apart_add", is_open),
        NextStep("admit", _lazy("Admit to a shelter"), "home", Permission.STAY_ADMIT, "shelter:admit", has_no_stay, without_stay),
    ]  # fmt: skip


def _how_it_ended(stay: Admission) -> str:
    return stay.exit.get_kind_display() if hasattr(stay, "exit") else stay.get_status_display()
