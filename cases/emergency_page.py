"""What an emergency shows of a case, and the list of emergencies that are reviewed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases import registries
from cases.actions.people import IDENTITY
from cases.case_page import facts_of as case_facts
from cases.case_page import identity_facts
from cases.enums import EmergencyKind, Verdict
from cases.models import EmergencyOpening
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of, label_of
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

TEXTS = ("summary", "closing_note")
TONES = {Verdict.JUSTIFIED: "success", Verdict.NOT_JUSTIFIED: "danger"}


def get_live_opening_for(user: Any, pk: Any) -> EmergencyOpening:
    """Return the person's own opening while it lasts. Raises OutOfScope (a 404) otherwise."""
    rows = EmergencyOpening.objects.live().filter(opened_by=user, pk=pk)
    opening = rows.select_related("case__person", "case__county", "case__office").first()
    if opening is None:
        raise OutOfScope(str(pk))
    return opening


def running_of(user: Any) -> list[EmergencyOpening]:
    """Return the person's own openings that last, the newest first."""
    return list(EmergencyOpening.objects.live().filter(opened_by=user).select_related("case"))


def get_opening_for(user: Any, pk: Any) -> EmergencyOpening:
    """Return an opening for its review. Raises OutOfScope (a 404) for one's own and an unknown one."""
    rows = EmergencyOpening.objects.exclude(opened_by=user).filter(pk=pk)
    opening = rows.select_related("case__person", "opened_by", "reviewed_by").first()
    if opening is None:
        raise OutOfScope(str(pk))
    return opening


def open_facts(opening: EmergencyOpening, user: Any) -> list[Fact]:
    """Return what stands on the page of the emergency before anything sealed is opened."""
    return [each | {"url": ""} for each in case_facts(opening.case, user)]


def sealed_names(opening: EmergencyOpening, user: Any) -> dict[str, list[str]]:
    """Return the fields that the emergency opens to the role: "person" and "case" -> names."""
    texts = list(TEXTS) if user.can(Permission.BREAK_GLASS_TEXT) else []
    more = [each.name for each in _parts(opening, user)]
    return {"person": list(IDENTITY), "case": [*texts, *more]}


def sealed_facts(opening: EmergencyOpening, user: Any) -> list[Fact]:
    """Return the identity, what happened as far as the role may know, and what later apps hold."""
    case, person = opening.case, opening.case.person
    rows = identity_facts(person, {name: getattr(person, name) for name in IDENTITY})
    if user.can(Permission.BREAK_GLASS_TEXT):
        rows += [fact(label_of(type(case), name), getattr(case, name)) for name in TEXTS]
    return rows + [fact(each.label, each.text(case)) for each in _parts(opening, user)]


def _parts(opening: EmergencyOpening, user: Any) -> list[registries.EmergencyPart]:
    return [each for each in registries.emergency_parts if user.can(each.permission)]


def review_facts(opening: EmergencyOpening, user: Any) -> list[Fact]:
    """Return who opened what when and why, and what the review found."""
    return [
        fact(_now("Case"), opening.case.code),
        fact(_now("Opened by"), f"{opening.opened_by} · {opening.opened_by.role_title}"),
        *facts_of(opening, ["opened_at", "until_at", "kind", "reason"], reader=user),
        fact(_now("Review until"), date_format(timezone.localtime(opening.review_due_at), "DATETIME_FORMAT")),
        *facts_of(
            opening, ["verdict", "review_words", "reviewed_at"] if opening.reviewed_at else [],
            reader=user,
        ),
    ]  # fmt: skip


def state_of(opening: EmergencyOpening) -> Tag:
    if opening.verdict:
        return Tag(opening.get_verdict_display(), TONES.get(opening.verdict, ""))
    late = timezone.now() >= opening.review_due_at
    return Tag(_("Review overdue"), "danger") if late else Tag(_("To review"), "warning")


class EmergencyFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("Emergency"), choices=EmergencyKind.choices, empty_label=_("Any")
    )
    verdict = filters.ChoiceFilter(
        label=_("Review"), choices=[("open", _("To review")), *Verdict.choices],
        empty_label=_("Any"), method="by_verdict",
    )  # fmt: skip

    class Meta:
        model = EmergencyOpening
        fields: list[str] = []

    def by_verdict(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(verdict="" if value == "open" else value)


def openings_for(user: Any) -> QuerySet[EmergencyOpening]:
    """Return the openings of others, without their words."""
    rows = EmergencyOpening.objects.exclude(opened_by=user)
    return rows.select_related("case", "opened_by").defer(
        "reason", "review_words", "case__summary", "case__closing_note"
    )


EMERGENCIES = ListPage(
    name="emergencies",
    title=_("Emergency openings"),
    lead=_("Each is reviewed within 72 hours; later the account of who opened it is restricted."),
    columns=(
        Column("opened", _("Opened"), lambda row: row.opened_at, "opened_at", is_whole=True),
        Column("case", _("Case"), lambda row: Link(row.case.code, address("cases:emergency_review", row.pk)), is_whole=True),
        Column("by", _("Opened by"), lambda row: row.opened_by.staff_code),
        Column("kind", _("Emergency"), lambda row: row.get_kind_display()),
        Column("state", _("Review"), state_of),
    ),
    filters=EmergencyFilter,
    sort="-opened",
    empty_title=_("Nobody opened a case in an emergency"),
    empty_text=_("An opening stands here at once, and you are told."),
)  # fmt: skip
