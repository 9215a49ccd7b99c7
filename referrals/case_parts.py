"""What referrals put on the page of a case; registered when the app is ready."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import registries
from cases.models import Case
from cases.registries import NextStep, Panel, TimelineEntry
from referrals.enums import ANSWERED_YES, OPEN_STATUSES
from tracekenya.roles.permissions import Permission


def panel_rows(case: Case, user) -> dict:
    return {"referrals": case.referrals.select_related("organisation")}


def timeline(case: Case) -> Iterator[TimelineEntry]:
    for referral in case.referrals.select_related("organisation"):
        url, to = referral.get_absolute_url(), {"organisation": referral.organisation}
        if referral.sent_at:
            day = timezone.localdate(referral.sent_at)
            yield TimelineEntry(day, _("Referred to %(organisation)s") % to, url)
        if referral.accepted_on:
            text = _("Accepted by %(organisation)s") % to
            yield TimelineEntry(referral.accepted_on, text, url)
        if referral.completed_on:
            text = _("Completed by %(organisation)s") % to
            yield TimelineEntry(referral.completed_on, text, url)


def open_referrals(case: Case) -> Iterator[str]:
    for referral in case.referrals.filter(status__in=OPEN_STATUSES):
        yield _("Referral %(code)s is still open.") % {"code": referral.code}


def is_taken_over(case: Case) -> bool:
    """Return whether another agency accepted a transfer of the case."""
    return case.referrals.filter(kind="transfer", status__in=ANSWERED_YES).exists()


def register() -> None:
    """Fill the registries of casework; called once."""
    view, draft = Permission.REFERRAL_VIEW, Permission.REFERRAL_DRAFT
    registries.panels.append(
        Panel("referrals", _lazy("Referrals"), "referrals/_case_panel.html", view, panel_rows, 50)
    )
    registries.timelines.append((view, timeline))
    registries.closing_guards.append(open_referrals)
    registries.transfers.append(is_taken_over)
    registries.next_steps += [
        NextStep(
            "refer_police", _lazy("Draft to the police"), "shield", draft,
            "referrals:referral_police", _always, is_post=True,
        ),
        NextStep(
            "refer_children", _lazy("Draft to the children officer"), "child", draft,
            "referrals:referral_children", _is_about_a_child, is_post=True,
        ),
    ]  # fmt: skip
    registries.next_steps.append(
        NextStep("refer", _lazy("Draft a referral"), "referral", draft, "referrals:referral_add", _always)
    )  # fmt: skip


def _always(case: Case) -> bool:
    return True


def _is_about_a_child(case: Case) -> bool:
    return case.person.presumed_child_on(timezone.localdate())
