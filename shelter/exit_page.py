"""What the pages of leaving show: the checklist of the gate, who takes over, assessments, decisions."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shelter import gate
from shelter.actions.departures import Departure, facts_for
from shelter.actions.homes import is_refused
from shelter.forms.common import rounded_now
from shelter.forms.release import CHECK_WORDS, title_of
from shelter.models import CHECKS, Admission, ExitDecision, HomeAssessment, Receiver
from shelter.release import checks_of, standing_decision
from shelter.stay_facts import moment
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission

VERDICT_TONES = {"granted": "success", "refused": "danger", "": "info"}


@dataclass(frozen=True)
class Row:
    """One line of a panel: where it leads and its state."""

    words: str
    url: str
    tag: Tag
    read: Act | None = None


def refusals_of(admission: Admission, kind: str, receiver: Receiver | None) -> list[gate.Refusal]:
    """Return what stops this exit at this moment."""
    departure = Departure(kind=kind, left_at=rounded_now(), receiver=receiver)
    return gate.refusals(facts_for(admission, departure, receiver))


def receivers_of(admission: Admission) -> list[Row]:
    return [
        Row(title_of(row), row.get_absolute_url(), state_of_receiver(row))
        for row in admission.receivers.all()
    ]


def state_of_receiver(row: Receiver) -> Tag:
    if row.handed_at is not None:
        return Tag(_("Handed over"))
    done = len(checks_of(row))
    if row.second_by_id is not None:
        return Tag(_("Confirmed by a second person"), "success")
    said = _("%(done)s of %(all)s checked") % {"done": done, "all": len(CHECKS)}
    return Tag(said, "info" if done == len(CHECKS) else "warning")


def assessments_of(admission: Admission) -> list[Row]:
    """Return the assessments by day and who wrote them; the answers open on their own page."""
    rows = admission.home_assessments.select_related("recorded_by")
    return [Row(_written(row), row.get_absolute_url(), Tag(_("Sealed"))) for row in rows]


def decisions_of(admission: Admission) -> list[ExitDecision]:
    return list(
        admission.exit_decisions.select_related("recorded_by", "director_by", "officer_recorded_by")
    )


def may_ask(admission: Admission) -> bool:
    """Return whether alarms stand that nobody was asked about since, or that somebody refused."""
    assessments = list(admission.home_assessments.all())
    stops = {code for row in assessments for code in row.stops}
    if not stops or not admission.is_in_house:
        return False
    standing = standing_decision(admission, stops, assessments)
    return standing is None or is_refused(standing)


def _written(row: HomeAssessment) -> str:
    who = row.recorded_by.staff_code if row.recorded_by else ""
    return f"{moment(row.recorded_at)}, {who}".rstrip(", ")


def verdict_tag(who: str, decision: ExitDecision, name: str) -> Tag:
    verdict = getattr(decision, name)
    said = getattr(decision, f"get_{name}_display")() if verdict else _("waits")
    return Tag(f"{who}: {said}", VERDICT_TONES[verdict])


def tags_of_decision(decision: ExitDecision) -> list[Tag]:
    return [
        verdict_tag(_("Director"), decision, "director_verdict"),
        verdict_tag(_("Children officer"), decision, "officer_verdict"),
    ]


def facts_of_receiver(row: Receiver) -> list[Fact]:
    """Return what is open of who takes over, and who checked what."""
    return [
        fact(_("Relation"), row.get_relation_display()),
        fact(_("Identity paper"), row.get_id_kind_display()),
        fact(_("Who allows it, in writing"), row.get_authority_kind_display()),
        *(fact(_checked(check), _done(row, check)) for check in CHECKS),
        fact(_("Second member of staff"), _done(row, "second")),
        fact(_("Handed over"), moment(row.handed_at)),
    ]


def facts_of_decision(row: ExitDecision) -> list[Fact]:
    """Return what the director decides on: code and facts, no name, no place."""
    stay = row.admission
    return [
        fact(_("Case"), stay.case.code),
        fact(_("Nights"), str(stay.nights)),
        fact(_("On whose authority"), stay.get_legal_authority_display()),
        fact(_("Risk"), stay.get_risk_level_display() or stay.case.get_risk_level_display()),
        fact(_("Alarms"), alarms_in_words(row)),
        fact(_("Asked"), _by_and_at(row.recorded_by, row.recorded_at)),
        fact(_("Director"), _verdict(row.get_director_verdict_display(), row.director_by, row.director_at)),
        fact(_("Children officer"), row.get_officer_verdict_display() or _("waits")),
    ]  # fmt: skip


def acts_of_receiver(row: Receiver, user: Any, read: list[Act]) -> list[Act]:
    """Return what comes next: check, second look, correct; nothing after the hand-over."""
    if row.handed_at is not None:
        return read
    check, second, edit = (
        address(f"shelter:{name}", row.pk)
        for name in ("receiver_check", "receiver_second", "receiver_edit")
    )
    missing = checks_of(row) != frozenset(CHECKS)
    return [
        *([Act(_("Check"), check, "check", Permission.RELEASE_CHECK)] if missing else []),
        *([Act(_("Second look"), second, "check", Permission.RELEASE_SECOND)]
          if not missing and row.second_by_id is None and row.recorded_by_id != user.pk else []),
        *read,
        Act(_("Change"), edit, "edit", Permission.RELEASE_CHECK),
    ]  # fmt: skip


def why_no_second(row: Receiver, user: Any) -> str:
    """Return why `user` cannot give the second look now, "" when they may."""
    if row.recorded_by_id == user.pk:
        return _("You wrote this person down. Somebody else must confirm it.")
    if checks_of(row) != frozenset(CHECKS):
        return _("First all four checks, then the second look.")
    return ""


def _checked(check: str) -> str:
    """Return the label of one check: the first word of what is asked about it."""
    return _("Checked: %(what)s") % {"what": CHECK_WORDS[check].split(":")[0]}


def alarms_in_words(row: ExitDecision) -> str:
    return ", ".join(label("home_alarm", code) for code in row.stops)


def _done(row: Receiver, check: str) -> str:
    by = getattr(row, f"{check}_by")
    return _by_and_at(by, getattr(row, f"{check}_at")) if by else _("not yet")


def _by_and_at(by: Any, at: Any) -> str:
    return f"{by.staff_code if by else '–'}, {moment(at)}"


def _verdict(words: str, by: Any, at: Any) -> str:
    return f"{words} ({_by_and_at(by, at)})" if words else _("waits")
