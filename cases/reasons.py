"""The reasons that people gave for opening something, as a list: codes; the words open by a click."""

from typing import Any

import django_filters as filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.enums import REASONS_AND_EMERGENCIES
from cases.models import AccessReason
from tracekenya.audit.models import AuditEvent
from tracekenya.pages.cells import words
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.trail_list import DaysFilter, code_filter
from tracekenya.pages.trail_words import kind_words, type_words
from tracekenya.roles.access import OutOfScope
from tracekenya.ui.tables import Link

OF_THE_EVENT = {"done": "kind", "what": "target_type", "code": "target_code"}


class ReasonFilter(DaysFilter):
    """When, by whom, for what kind of reason, on which case."""

    by = code_filter(_("Staff code"), field_name="by__staff_code", lookup_expr="iexact")
    kind = filters.ChoiceFilter(
        label=_("Kind of reason"), choices=REASONS_AND_EMERGENCIES, empty_label=_("Any")
    )
    case = code_filter(_("Code of a case"), field_name="case__code", lookup_expr="iexact")

    class Meta:
        model = AccessReason
        fields: list[str] = []


def reasons_for(user: Any) -> QuerySet[AccessReason]:
    """Return the reasons of others, without their words, each with what its row of the trail states."""
    event = AuditEvent.objects.filter(pk=OuterRef("event"))
    stated = {name: Subquery(event.values(column)[:1]) for name, column in OF_THE_EVENT.items()}
    rows = AccessReason.objects.exclude(by=user).select_related("case", "by")
    return rows.defer("text", "case__summary", "case__closing_note").annotate(**stated)


def get_reason_for(user: Any, pk: Any, act: Any = None) -> AccessReason:
    """Return a reason of somebody else. Raises OutOfScope (a 404) for one's own and an unknown one."""
    reason = reasons_for(user).filter(pk=pk).first()
    if reason is None:
        raise OutOfScope(str(pk))
    return reason


def facts(reason: AccessReason) -> list[Fact]:
    """Return who opened what when for which kind of reason, by codes."""
    return [
        fact(_now("When"), words(reason.at)),
        fact(_now("Who"), f"{reason.by} · {reason.by.role_title}"),
        fact(_now("What was done"), kind_words(reason.done or "")),
        fact(_now("On what"), f"{type_words(reason.what or '')} {reason.code or ''}".strip()),
        fact(_now("Case"), reason.case.code if reason.case else ""),
        fact(_now("Kind of reason"), reason.get_kind_display()),
    ]


REASONS = ListPage(
    name="reasons",
    title=_("Reasons given"),
    lead=_(
        "Why people opened what asks for a reason, and cases in an emergency. The words open by a"
        " click on one of them, which is kept in the trail."
    ),
    columns=(
        Column("at", _("When"), lambda row: Link(words(row.at), row.get_absolute_url()), "at", is_whole=True),
        Column("by", _("Who"), lambda row: row.by.staff_code, "by__staff_code", is_whole=True),
        Column("done", _("What was done"), lambda row: kind_words(row.done or "")),
        Column("what", _("On what"), lambda row: type_words(row.what or "")),
        Column("kind", _("Kind of reason"), lambda row: row.get_kind_display()),
        Column("case", _("Case"), lambda row: row.case.code if row.case else "", is_whole=True),
    ),
    filters=ReasonFilter,
    sort="-at",
    empty_title=_("Nobody gave a reason yet"),
    empty_text=_("A reason stands here as soon as somebody opens what asks for one."),
)  # fmt: skip
