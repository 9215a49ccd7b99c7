"""The list of who is kept apart from whom, by codes; and what the page of one entry says."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.models import Case, Suspect
from shelter.models import KeepApart
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

EDIT = Permission.KEEP_APART_EDIT
WHOM = (("suspect", _lazy("A suspect")), ("case", _lazy("A survivor")))


class KeepApartFilter(filters.FilterSet):
    whom = filters.ChoiceFilter(
        label=_lazy("Kept apart from"), choices=WHOM, empty_label=_lazy("Any"), method="by_whom"
    )

    class Meta:
        model = KeepApart
        fields: list[str] = []

    def by_whom(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(suspect__isnull=value != "suspect")


def visible_rows(user) -> QuerySet[KeepApart]:
    """Return the entries of cases that `user` works on; where the other case stands, it does too."""
    mine = Case.objects.visible_to(user, EDIT)
    rows = KeepApart.objects.filter(Q(case__in=mine) | Q(other__in=mine))
    barred = Case.objects.barred_to(user)
    rows = rows.exclude(case__in=barred).exclude(other__in=barred)
    return rows.select_related("case", "other", "suspect").defer(
        "case__summary",
        "case__closing_note",
        "other__summary",
        "other__closing_note",
        "suspect__names",
    )


def suspects_of(case: Case) -> QuerySet[Suspect]:
    return Suspect.objects.filter(case_suspects__case=case).distinct().order_by("code")


def other_of(row: KeepApart) -> str:
    """Return the code of the suspect, or of the other case."""
    return row.suspect.code if row.suspect is not None else row.other.code


def is_over(row: KeepApart) -> bool:
    return row.until_on is not None and row.until_on < timezone.localdate()


def state_of(row: KeepApart) -> Tag:
    return Tag(_("Over"), "") if is_over(row) else Tag(_("In force"), "warning")


def facts_about(row: KeepApart, user) -> list[Fact]:
    sees = Case.objects.visible_to(user).filter(pk=row.case_id).exists()
    case_url = row.case.get_absolute_url() if sees else ""
    return [
        fact(_("Case"), row.case.code, url=case_url),
        fact(_("Kept apart from"), other_of(row)),
        *facts_of(row, ["reason", "until_on"], reader=user),
    ]


def acts_on(row: KeepApart) -> list[Act]:
    return [Act(_("Change"), address("shelter:keep_apart_edit", row.pk), "edit", EDIT)]


KEPT_APART = ListPage(
    name="kept-apart",
    title=_lazy("Kept apart"),
    lead=_lazy("Who may not sleep under one roof with whom, by codes. The beds offered follow it unseen."),
    columns=(
        Column("code", _lazy("Case"), lambda row: Link(row.case.code, row.get_absolute_url()), "case__code"),
        Column("other", _lazy("Kept apart from"), other_of),
        Column("state", _lazy("State"), state_of),
        Column("kept", _lazy("Recorded"), lambda row: timezone.localdate(row.recorded_at), "recorded_at"),
    ),
    filters=KeepApartFilter,
    sort="-kept",
    empty_title=_lazy("Nobody is kept apart"),
    empty_text=_lazy("Open the page of a case or of a stay and press “Keep apart”."),
)  # fmt: skip
