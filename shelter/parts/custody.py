"""What custody and paper add: belongings and sheets on the page of a stay, of a house, of a case."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import registries as of_cases
from shelter import custody
from shelter.enums import NEVER_CAME, ItemStatus, TaskKind, TaskStatus
from shelter.models import Admission, Shelter
from shelter.registries import StayPart, house_acts, stay_parts
from shelter.stay_rows import exit_of
from shelter.task_list import tasks_of
from tracekenya.lib.addresses import address, plain_address
from tracekenya.lib.vocabularies import label
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

MOST_SIGNATURES = 10


def panels_of(stay: Admission, user) -> Iterator[Panel]:
    if not user.can(Permission.BELONGING_VIEW) or stay.status in NEVER_CAME:
        return
    kept = custody.kept_of(stay)
    held = sum(each.row.status == ItemStatus.HELD for each in kept)
    signatures = custody.signatures_on(stay)[:MOST_SIGNATURES]
    tasks = [] if kept else tasks_of(stay)
    context = {
        "kept": kept, "held": held, "signatures": custody.signatures_of(signatures),
        "is_nothing": any(
            each.kind == TaskKind.BELONGINGS and each.status == TaskStatus.DONE for each in tasks
        ),
        "acts": list(_acts_of_panel(stay, user, has_items=bool(kept), held=held)),
        "why_open": _why_open(stay, held),
    }  # fmt: skip
    yield Panel("belongings", _("Belongings"), "shelter/_belongings.html", context)


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    url = f"{plain_address('shelter:belonging_list')}?shelter={shelter.pk}"
    yield Act(_("Belongings"), url, "lock", Permission.BELONGING_VIEW)
    sheet = address("shelter:tonight_print", shelter.pk)
    yield Act(_("Tonight sheet"), sheet, "print", Permission.TONIGHT_PRINT, is_post=True)


def sheets_of(stay: Admission, user) -> Iterator[Panel]:
    """Return the sheets that the reader may print; each press leaves its row in the trail."""
    may_print, may_sum = user.can(Permission.STAY_PRINT), user.can(Permission.HEARING_SUMMARY)
    came = stay.status not in NEVER_CAME
    sheets = (
        (may_print, _("Admission form"), "admission_print", stay.pk),
        (may_print and came, _("Receipt for belongings"), "receipt_print", stay.pk),
        (may_sum, _("Summary for the hearing"), "hearing_print", stay.case_id),
    )
    acts = [
        Act(words, address(f"shelter:{route}", key), "print", is_post=True)
        for may, words, route, key in sheets
        if may
    ]
    if acts:
        yield Panel("sheets", _("Print"), "shelter/_sheets.html", {"acts": acts})


def register() -> None:
    stay_parts.append(StayPart(25, panels=panels_of))
    stay_parts.append(StayPart(95, panels=sheets_of))
    house_acts.append(acts_of_house)
    of_cases.next_steps.append(
        of_cases.NextStep(
            "hearing_print",
            _lazy("Summary for the hearing"),
            "print",
            Permission.HEARING_SUMMARY,
            "shelter:hearing_print",
            lambda case: True,
        )  # fmt: skip
    )


def _acts_of_panel(stay: Admission, user, *, has_items: bool, held: int) -> Iterator[Act]:
    if not user.can(Permission.BELONGING_KEEP):
        return
    yield Act(_("Add belongings"), address("shelter:belonging_add", stay.pk), "plus")
    if not has_items:
        none = address("shelter:belongings_none", stay.pk)
        yield Act(_("Brought nothing"), none, "check", is_post=True)
    yield Act(_("Sign"), address("shelter:belongings_sign", stay.pk), "edit")
    if held:
        yield Act(_("Hand out"), address("shelter:belongings_hand_out", stay.pk), "leave")


def _why_open(stay: Admission, held: int) -> str:
    """Return why the person went without things that the house kept, "" where nothing is open."""
    exit_ = exit_of(stay)
    return label("open_items_reason", exit_.open_items_reason) if held and exit_ else ""
