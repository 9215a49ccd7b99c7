"""Residents who are missing: what must be done at once, for the page, the list and the board."""

import datetime as dt
import uuid
from collections.abc import Collection

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.reveals import Reveal
from shelter.enums import TellAnswer
from shelter.filters import of_house
from shelter.house_records import TEXTS_OF_STAY, get_of_stay
from shelter.models import Admission, MissingReport, Shelter
from shelter.registries import Due
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

OPEN_FIELDS = (
    "noticed_at", "last_seen_at", "own_wish", "police_at", "officer_at", "contact_at", "found_at", "outcome",
)  # fmt: skip
SEALED = ("description", "vital_interest", "ob_number", "contact_words")


def is_child_now(stay: Admission) -> bool:
    """Return whether the resident is taken to be a child today; so is whoever may be one."""
    return stay.case.person.presumed_child_on(timezone.localdate())


def duties_of(report: MissingReport) -> list[str]:
    """Return what must be done at once and is not written yet; only a child's report has such duties."""
    if not report.is_child or report.outcome:
        return []
    found = []
    if report.police_at is None:
        found.append(_now("Tell the police now. Do not wait for 24 hours."))
    elif not report.ob_number:
        found.append(_now("Ask the police for the OB number and write it down."))
    if report.officer_at is None:
        found.append(_now("Tell the children officer now."))
    return found


def open_fields_of(report: MissingReport) -> list[str]:
    """Return what the page shows; of a child nobody asks whether it went by own wish."""
    return [name for name in OPEN_FIELDS if name != "own_wish" or not report.is_child]


def advice_of(report: MissingReport) -> list[str]:
    """Return what an adult's report asks for: the person is free to go, and decides whom we tell."""
    if report.is_child or report.outcome:
        return []
    found = [
        _now(
            "An adult is free to go. Tell the police only when life or health is in danger, and say why."
        )
    ]
    if report.admission.may_tell_answer != TellAnswer.NAMED:
        return [*found, _now("The person named nobody whom we may tell: tell nobody outside.")]
    if report.contact_at is None:
        return [*found, _now("Call the person whom the resident named, and nobody else.")]
    return found


def state_of(report: MissingReport) -> Tag:
    if report.outcome:
        return Tag(report.get_outcome_display(), "" if report.found_at else "warning")
    return Tag(_("Missing"), "danger")


def tags_of(report: MissingReport) -> list[Tag]:
    who = Tag(_("Child"), "warning") if report.is_child else Tag(_("Adult"))
    duties = duties_of(report)
    return [state_of(report), who, *([Tag(_("Not told yet"), "danger")] if duties else [])]


def acts_of(report: MissingReport) -> list[Act]:
    if report.outcome:
        return []
    told, close = (address(f"shelter:missing_{name}", report.pk) for name in ("told", "close"))
    return [
        Act(_("Who was told"), told, "edit", Permission.MISSING_REPORT),
        Act(_("Found, or search over"), close, "check", Permission.MISSING_CLOSE),
    ]


def visible_reports(user) -> QuerySet[MissingReport]:
    rows = MissingReport.objects.visible_to(user, Permission.MISSING_REPORT)
    return rows.select_related("admission__case", "admission__shelter__office").defer(
        "description", "contact_words", *TEXTS_OF_STAY
    )


def open_of(shelter: Shelter) -> QuerySet[MissingReport]:
    """Return the searches of a house that are not over."""
    return MissingReport.objects.filter(admission__shelter=shelter, outcome="")


def due_of(stays: Collection[uuid.UUID], now: dt.datetime) -> dict[uuid.UUID, Due]:
    """Return for each of `stays` whose resident is missing that the search goes on, for the board."""
    rows = MissingReport.objects.filter(admission__in=stays, outcome="")
    return {
        row.admission_id: Due(
            row.noticed_at, _now("Missing"), row.get_absolute_url(), Permission.MISSING_REPORT
        )
        for row in rows.only("admission_id", "noticed_at")
    }


class MissingFilter(filters.FilterSet):
    shelter = of_house("admission__shelter")
    outcome = filters.ChoiceFilter(
        label=_("State"),
        choices=lambda: [("open", _("Missing")), *choices("missing_outcome")],
        empty_label=_("Any"),
        method="by_outcome",
    )
    age = filters.ChoiceFilter(
        label=_("Child or adult"), choices=(("child", _("Child")), ("adult", _("Adult"))),
        empty_label=_("Any"), method="by_age",
    )  # fmt: skip

    class Meta:
        model = MissingReport
        fields: list[str] = []

    def by_outcome(self, rows, name: str, value: str):
        return rows.filter(outcome="" if value == "open" else value)

    def by_age(self, rows, name: str, value: str):
        return rows.filter(is_child=value == "child")


def _duties_tag(report: MissingReport) -> Tag | str:
    return Tag(_("Not told yet"), "danger") if duties_of(report) else ""


MISSING = ListPage(
    name="missing",
    title=_("Missing residents"),
    lead=_("Who is missing, who was told and how it ended; by case code only."),
    columns=(
        Column("code", _("Case"), lambda row: Link(row.admission.case.code, row.get_absolute_url()), "admission__case__code"),
        Column("state", _("State"), state_of),
        Column("who", _("Child or adult"), lambda row: _("Child") if row.is_child else _("Adult"), "is_child"),
        Column("noticed", _("Noticed at"), lambda row: row.noticed_at, "noticed_at"),
        Column("police", _("Police told"), lambda row: row.police_at, "police_at"),
        Column("officer", _("Children officer told"), lambda row: row.officer_at, "officer_at"),
        Column("duties", _("Duties"), _duties_tag),
        Column("house", _("Shelter"), lambda row: row.admission.shelter, "admission__shelter__office__name"),
    ),
    filters=MissingFilter,
    sort="-noticed",
    empty_title=_("Nobody is missing"),
    empty_text=_("When somebody is, open the page of the stay and press “Report missing”."),
)  # fmt: skip

DETAIL = Reveal(
    route="shelter:missing_read", folder="missing/", act=Permission.MISSING_DETAIL,
    get=lambda user, pk, act: get_of_stay(MissingReport, user, pk, act), fields=SEALED,
    case_of=lambda row: row.admission.case, label=_("Open description"),
    title=lambda row: _now("Missing: %(code)s") % {"code": row.admission.case.code},
    name_of_home=lambda row: row.admission.case.code,
)  # fmt: skip
