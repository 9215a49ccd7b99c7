"""The list of exits that the director decides: by code, with the alarms, those that wait first."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from shelter.enums import IN_HOUSE
from shelter.exit_page import VERDICT_TONES, alarms_in_words
from shelter.house_records import TEXTS_OF_STAY
from shelter.models import ExitDecision
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link


class DecisionFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"), choices=[("waits", _("Waits for you")), ("decided", _("Decided"))],
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip

    class Meta:
        model = ExitDecision
        fields: list[str] = []

    def by_state(self, rows, name: str, value: str):
        return _waiting(rows) if value == "waits" else rows.exclude(director_verdict="")


def waiting_decisions(user):
    """Return the questions that wait for the person."""
    return _waiting(ExitDecision.objects.visible_to(user, Permission.EXIT_DECIDE))


def _waiting(rows):
    """Return those of `rows` that nobody decided, of residents alone: who left needs no answer."""
    return rows.filter(director_verdict="", admission__status__in=IN_HOUSE)


def visible_decisions(user):
    """Return the questions that the person may decide about."""
    rows = ExitDecision.objects.visible_to(user, Permission.EXIT_DECIDE)
    return rows.select_related("admission__case").defer(*TEXTS_OF_STAY)


def _verdict(row: ExitDecision, code: str) -> Tag:
    if code:
        return Tag(label("verdict", code), VERDICT_TONES[code])
    return Tag(_("waits"), "warning") if row.admission.is_in_house else Tag(_("Stay ended"))


DECISIONS = ListPage(
    name="exit-decisions",
    title=_("Exits to decide"),
    lead=_("A child goes home in spite of an alarm only if you and the children officer say yes."),
    columns=(
        Column("code", _("Case"), lambda row: Link(row.admission.case.code, row.get_absolute_url()), "admission__case__code"),
        Column("asked", _("Asked"), lambda row: row.recorded_at, "recorded_at"),
        Column("alarms", _("Alarms"), alarms_in_words),
        Column("director", _("Director"), lambda row: _verdict(row, row.director_verdict), "director_verdict"),
        Column("officer", _("Children officer"), lambda row: _verdict(row, row.officer_verdict), "officer_verdict"),
    ),
    filters=DecisionFilter,
    sort="-asked",
    empty_title=_("Nothing to decide"),
    empty_text=_("When a house asks you about a child's exit, it stands here, and you get a notice."),
)  # fmt: skip
