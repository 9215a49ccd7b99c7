"""What the page of a stay shows beside its facts: acts, beds, and the records it belongs to."""

from django.utils.translation import gettext as _

from shelter import registries
from shelter.enums import StayStatus
from shelter.lists import authority_of_stay, risk_of_stay, state_of_stay
from shelter.models import Admission
from shelter.sealed import NEEDS
from shelter.stay_facts import nights_in_beds
from shelter.stay_rows import exit_of
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import changes_of
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission


def title_of(stay: Admission) -> str:
    return _("Stay of %(code)s") % {"code": stay.case.code}


def above(stay: Admission) -> list[tuple[str, str]]:
    """Return the pages above that of the stay."""
    lists = (_("Stays"), plain_address("shelter:stay_list"))
    return [lists, (str(stay.shelter), stay.shelter.get_absolute_url())]


def trail_of(stay: Admission) -> list[tuple[str, str]]:
    """Return the pages above one that belongs to the stay."""
    return [*above(stay), (stay.case.code, stay.get_absolute_url())]


def tags_of(stay: Admission, user) -> list[Tag]:
    authority = authority_of_stay(stay)
    risk = risk_of_stay(stay)
    found = [state_of_stay(stay), Tag(_("Risk: %(level)s") % {"level": risk.text}, risk.tone)]
    more = [tag for part in registries.parts_of_stay() for tag in part.tags(stay, user)]
    return [*found, *([authority] if isinstance(authority, Tag) else []), *more]


def acts_of(stay: Admission, user) -> list[Act]:
    """Return what may be done with the stay in its state, the next step first."""
    return [*_own_acts(stay), *NEEDS.act_on(stay, user)]


def more_acts(stay: Admission, user) -> list[Act]:
    """Return what the parts offer, without what `user` may not do: too much for the head of a page."""
    found = [act for part in registries.parts_of_stay() for act in part.acts(stay, user)]
    return [act for act in found if act.permission is None or user.can(act.permission)]


def _own_acts(stay: Admission) -> list[Act]:
    admit = Permission.STAY_ADMIT
    case = Act(_("Open the case"), stay.case.get_absolute_url(), "folder", Permission.CASE_VIEW)
    edit = Act(_("Change"), address("shelter:stay_edit", stay.pk), "edit", admit)
    if stay.is_in_house:
        leave, move = (address(f"shelter:{name}", stay.pk) for name in ("stay_exit", "move_bed"))
        return [
            Act(_("Leaving"), leave, "leave", Permission.STAY_EXIT),
            Act(_("Another bed"), move, "bed", admit), edit, case,
        ]  # fmt: skip
    if stay.status == StayStatus.REQUESTED:
        return [
            Act(_("Admit"), address("shelter:admit_request", stay.pk), "bed", admit),
            edit,
            case,
        ]
    if exit_of(stay) is None:
        return [edit, case]
    mend = Act(
        _("Correct the exit"), address("shelter:exit_edit", stay.pk), "edit", Permission.STAY_EXIT
    )
    return [edit, mend, case]


def panels_of(stay: Admission, user) -> list[Panel]:
    """Return what the parts show, beds, other stays of the case that `user` may see, changes of the exit."""
    acts = more_acts(stay, user)
    parts = [panel for part in registries.parts_of_stay() for panel in part.panels(stay, user)]
    nights = nights_in_beds(stay)
    stays = Admission.objects.visible_to(user).filter(case=stay.case_id).exclude(pk=stay.pk)
    others = list(stays.select_related("shelter__office").defer("urgent_needs"))
    exit_ = exit_of(stay)
    changes = changes_of(exit_) if exit_ is not None else []
    drawn = (
        (nights, Panel("beds", _("Beds"), "shelter/_stay_beds.html", {"nights": nights})),
        (others, Panel("stays", _("Other stays in this case"), "shelter/_stays.html", {"stays": others})),
        (changes, Panel("exit", _("Corrections of the exit"), "shelter/_exit_changes.html", {"changes": changes})),
    )  # fmt: skip
    first = [Panel("more", _("For this person"), "shelter/_more_acts.html", {"acts": acts})]
    return [*(first if acts else []), *parts, *(panel for content, panel in drawn if content)]
