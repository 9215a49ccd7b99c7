"""Values from earlier records on the pages: the panel of an indicator, a value's facts and papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from reporting.access import manual_values_for
from reporting.models import EvidenceFile, Indicator, ManualValue
from reporting.pages.wording import unit_of
from tracekenya.accounts.models import User
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.numbers import show_number


@dataclass(frozen=True)
class EarlierRow:
    """One value as the indicator's page lists it; texts are ready."""

    row: ManualValue
    value: str
    state: Tag
    written: str
    files: int


@dataclass(frozen=True)
class EarlierPanel:
    """The panel of one indicator; `add_url` is empty for who may not write."""

    rows: Sequence[EarlierRow]
    add_url: str


@dataclass(frozen=True)
class Paper:
    """One file of a value; `remove_url` is empty where it may not be removed."""

    file: EvidenceFile
    words: str
    url: str
    remove_url: str


def earlier_panel(indicator: Indicator, user: User) -> EarlierPanel:
    """Return the values of earlier records that `user` may see; two queries at most."""
    values = manual_values_for(user).filter(indicator=indicator).order_by("-year")
    values = values.prefetch_related("evidence")
    may_write = user.can(Permission.INDICATOR_EDIT)
    return EarlierPanel(
        rows=[row_of(value) for value in values],
        add_url=reverse("reporting:manual_value_add", args=[indicator.code]) if may_write else "",
    )


def row_of(value: ManualValue) -> EarlierRow:
    """Return one line; its files must have been read with it."""
    return EarlierRow(
        row=value,
        value=show_number(value.value, unit_of(value.indicator)),
        state=state_of(value),
        written=writers_of(value),
        files=sum(not each.is_removed for each in value.evidence.all()),
    )


def state_of(value: ManualValue) -> Tag:
    if value.is_approved:
        return Tag(_("Approved"), "success")
    if value.sent_back_at:
        return Tag(_("Sent back"), "danger")
    return Tag(_("Waits for approval"), "warning")


def writers_of(value: ManualValue) -> str:
    """Return the staff codes of those who wrote it, the first writer first."""
    codes = [str(each) for each in (value.recorded_by, value.changed_by) if each]
    return ", ".join(dict.fromkeys(codes))


def facts_of_value(value: ManualValue) -> list[Fact]:
    """Return the value in words; what was sent back first."""
    indicator = value.indicator
    facts = [
        fact(_("Indicator"), str(indicator), url=indicator.get_absolute_url()),
        fact(_("Year"), str(value.year)),
        fact(_("Value"), show_number(value.value, unit_of(indicator))),
        fact(_("Source"), value.source),
        fact(_("Evidence"), value.evidence_note),
        fact(_("Written by"), writers_of(value)),
    ]
    if value.approved_at:
        facts.append(fact(_("Approved by"), _by_at(value.approved_by, value.approved_at)))
    if value.sent_back_at:
        facts.insert(0, fact(_("What is missing"), value.sent_back_reason))
        facts.append(fact(_("Sent back by"), _by_at(value.sent_back_by, value.sent_back_at)))
    return facts


def acts_on(value: ManualValue, user: User) -> list[Act]:
    """Return the links above the value; until it is approved the page has a panel to decide in."""
    edit = reverse("reporting:manual_value_edit", args=[value.pk])
    acts = [Act(_("Change"), edit, "edit", Permission.INDICATOR_EDIT)]
    if value.is_approved and may_decide(value, user):
        back = reverse("reporting:manual_value_send_back", args=[value.pk])
        acts.append(Act(_("Send back"), back, "", Permission.INDICATOR_APPROVE))
    return acts


def may_decide(value: ManualValue, user: User) -> bool:
    return user.can(Permission.INDICATOR_APPROVE) and user.pk not in value.writers


def papers_panel(value: ManualValue, user: User) -> list[Panel]:
    """Return the panel of the value's files, for those who may open them; one query."""
    if not user.can(Permission.INDICATOR_TRUE_NUMBERS):
        return []
    may_change = user.can(Permission.INDICATOR_EDIT) and not value.is_approved
    papers = [
        _paper(file, may_change)
        for file in value.evidence.select_related("recorded_by", "removed_by")
    ]
    context: dict[str, Any] = {
        "papers": papers,
        "value": value,
        "add_url": reverse("reporting:evidence_add", args=[value.pk]) if may_change else "",
    }
    return [Panel("papers", _("Papers behind it"), "reporting/_papers.html", context)]


def _paper(file: EvidenceFile, may_change: bool) -> Paper:
    words = _("%(kind)s, %(size)s, from %(by)s on %(day)s") % {
        "kind": file.get_kind_display(),
        "size": filesizeformat(file.size),
        "by": file.recorded_by,
        "day": date_format(localtime(file.recorded_at)),
    }
    if file.is_removed:
        words = _("Removed by %(by)s: %(reason)s") % {
            "by": file.removed_by, "reason": file.removed_reason,
        }  # fmt: skip
        return Paper(file, words, "", "")
    remove = reverse("reporting:evidence_remove", args=[file.pk]) if may_change else ""
    return Paper(file, words, file.get_absolute_url(), remove)


def _by_at(by: Any, at: Any) -> str:
    return _("%(by)s on %(day)s") % {"by": by, "day": date_format(localtime(at), "DATETIME_FORMAT")}
