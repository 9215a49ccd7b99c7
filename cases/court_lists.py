"""The lists of court cases and of hearings."""

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.filters import CourtCaseFilter, HearingFilter
from cases.models import CourtCase, Hearing
from cases.words import COURT_STAGES, short
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link


def court_cases_of(user) -> QuerySet[CourtCase]:
    """Return the court cases that `user` may see; `next_on`: the first date to come."""
    coming = Hearing.objects.filter(
        court_case=OuterRef("pk"), held_on__gte=timezone.localdate(), outcome=""
    ).order_by()
    first = coming.values("court_case").annotate(first=Min("held_on")).values("first")
    visible = CourtCase.objects.visible_to(user).select_related("county")
    return visible.annotate(next_on=Subquery(first))


def hearings_of(user) -> QuerySet[Hearing]:
    return Hearing.objects.visible_to(user).select_related("court_case__county", "recorded_by")


def state_of(hearing: Hearing) -> Tag:
    """Return what is known of a sitting: its outcome, or whether it is to come or to be written down."""
    if hearing.outcome:
        return Tag(hearing.get_outcome_display(), "success")
    if hearing.held_on >= timezone.localdate():
        return Tag(_("Coming"), "info")
    return Tag(_("No outcome yet"), "warning")


def attended_words(hearing: Hearing):
    """Return whether we were there, as far as it is known."""
    return {True: _("Yes"), False: _("No")}.get(hearing.attended, _("Not known"))


COURT_CASES = ListPage(
    name="court-cases",
    title=_("Court cases"),
    columns=(
        Column(
            "code",
            _("Code"),
            lambda row: Link(row.code, row.get_absolute_url()),
            "code",
            is_whole=True,
        ),
        Column("court", _("Court"), lambda row: row.court, "court"),
        Column(
            "stage", _("Stage"), lambda row: short(COURT_STAGES, "court_stage", row.stage), "stage"
        ),
        Column("plea", _("Plea"), lambda row: row.plea_on, "plea_on"),
        Column("next", _("Next date"), lambda row: row.next_on),
        Column("county", _("County"), lambda row: row.county or _("Not known"), "county__name"),
    ),
    filters=CourtCaseFilter,
    sort="-code",
    empty_title=_("No court case yet"),
    empty_text=_("A court case is opened from the page of the case of the person concerned."),
)
HEARINGS = ListPage(
    name="hearings",
    title=_("Hearings"),
    columns=(
        Column(
            "day",
            _("Date"),
            lambda row: Link(row.held_on, row.get_absolute_url()),
            "held_on",
            is_whole=True,
        ),
        Column(
            "case",
            _("Court case"),
            lambda row: row.court_case.code,
            "court_case__code",
            is_whole=True,
        ),
        Column("court", _("Court"), lambda row: row.court_case.court, "court_case__court"),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column("state", _("State"), state_of),
        Column("attended", _("We attended"), attended_words),
        Column(
            "stage",
            _("Stage"),
            lambda row: short(COURT_STAGES, "court_stage", row.court_case.stage),
        ),
    ),
    filters=HearingFilter,
    sort="-day",
    empty_title=_("No hearing yet"),
    empty_text=_("A hearing is written down from the page of its court case."),
)
