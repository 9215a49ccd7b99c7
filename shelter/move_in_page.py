"""What the pages of moving in say: the list of sheets, the trial of one, the template."""

import io
from collections import defaultdict
from typing import Any

import django_filters as filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter.actions.move_in import Trial
from shelter.filters import houses_of
from shelter.models import Admission, MoveIn
from shelter.move_in import COLUMNS, Fault
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages import sheets
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

MOST_SHOWN = 200  # faults on the page; who has more mends those first


class MoveInFilter(filters.FilterSet):
    shelter = filters.ModelChoiceFilter(
        label=_("Shelter"), queryset=houses_of, empty_label=_("Any")
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=(("tried", _("Tried")), ("applied", _("Moved in")), ("gone", _("Discarded"))),
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip

    class Meta:
        model = MoveIn
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "applied":
            return rows.filter(applied_at__isnull=False)
        return rows.filter(applied_at=None, discarded_at__isnull=value == "tried")


def visible_rows(user) -> QuerySet[MoveIn]:
    rows = MoveIn.objects.visible_to(user, Permission.STAY_MOVE_IN)
    return rows.select_related("shelter__office", "recorded_by")


def state_of(row: MoveIn) -> Tag:
    if row.applied_at is not None:
        return Tag(_("Moved in"), "success")
    return Tag(_("Discarded")) if row.discarded_at is not None else Tag(_("Tried"), "info")


def title_of(row: MoveIn) -> str:
    return _now("Residents for %(shelter)s") % {"shelter": row.shelter}


def facts_on(row: MoveIn, trial: Trial | None) -> list[Fact]:
    good = row.good if trial is None else trial.good
    return [
        *facts_of(row, ["shelter", "rows"]),
        fact(_now("Rows without a fault"), str(good)),
        fact(_now("Sent by"), row.recorded_by.staff_code if row.recorded_by else ""),
        *facts_of(row, ["recorded_at"], recorded_at=_now("Sent")),
        *facts_of(row, ["applied_at", "discarded_at"]),
    ]


def acts_on(row: MoveIn, trial: Trial | None) -> list[Act]:
    if trial is None:
        return []
    right, name = Permission.STAY_MOVE_IN, "shelter:move_in_"
    away = Act(
        _now("Discard the sheet"), address(f"{name}discard", row.pk), "leave", right, is_post=True
    )
    if trial.faults:
        again = address(f"{name}upload", row.shelter_id)
        return [Act(_now("Send the mended sheet"), again, "plus", right), away]
    people = Act(
        _now("Let all move in"), address(f"{name}apply", row.pk), "check", right, is_post=True
    )
    return [people, away]


def panels_on(row: MoveIn, trial: Trial | None, user) -> list[Panel]:
    """Return the faults by row, what to look at once more, and those who moved in."""
    if trial is not None:
        context = {
            "rows": _by_row(trial.faults[:MOST_SHOWN]), "more": len(trial.faults) > MOST_SHOWN,
            "hours": settings.MOVE_IN_HOURS,
        }  # fmt: skip
        found = [Panel("faults", _now("Faults"), "shelter/_move_in_faults.html", context)]
        if trial.alike:
            rows = ", ".join(map(str, trial.alike))
            found.append(
                Panel(
                    "alike", _now("Known already?"), "shelter/_move_in_alike.html", {"rows": rows}
                )
            )
        return found
    stays = Admission.objects.visible_to(user).filter(moved_in=row).select_related("case")
    shown = list(
        stays.defer("urgent_needs", "case__summary", "case__closing_note").order_by("case__code")
    )
    if not shown:
        return []
    return [Panel("stays", _now("Who moved in"), "shelter/_move_in_stays.html", {"stays": shown})]


def _by_row(faults: list[Fault]) -> list[dict[str, Any]]:
    rows: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        rows[fault.row].append(fault)
    return [{"number": number, "faults": rows[number]} for number in sorted(rows)]


def template_book() -> io.BytesIO:
    """Return the sheet to fill in, with a second one that says what goes where."""
    file = io.BytesIO()
    notes = [
        [column.name, _now("yes") if column.is_needed else "", str(column.hint), _allowed(column.vocabulary)]
        for column in COLUMNS
    ]  # fmt: skip
    heads = [_now("Head"), _now("Needed"), _now("What it holds"), _now("Allowed")]
    sheets.write_book(
        file,
        [
            sheets.Page(_now("Residents"), [column.name for column in COLUMNS], []),
            sheets.Page(_now("How to fill it in"), heads, notes),
        ],
    )
    file.seek(0)
    return file


def _allowed(vocabulary: str) -> str:
    return (
        "; ".join(f"{code} = {label}" for code, label in choices(vocabulary)) if vocabulary else ""
    )


MOVE_INS = ListPage(
    name="move-ins",
    title=_("Residents from sheets"),
    lead=_("Sheets by which residents moved in, so that a house can start with this system."),
    columns=(
        Column("sent", _("Sent"), lambda row: Link(timezone.localdate(row.recorded_at), row.get_absolute_url()), "recorded_at"),
        Column("house", _("Shelter"), lambda row: row.shelter, "shelter__office__name"),
        Column("state", _("State"), state_of),
        Column("rows", _("Rows"), lambda row: row.rows, "rows", is_numeric=True),
        Column("good", _("Without a fault"), lambda row: row.good, "good", is_numeric=True),
        Column("by", _("Sent by"), lambda row: row.recorded_by.staff_code if row.recorded_by else ""),
        Column("applied", _("Taken over"), lambda row: row.applied_at, "applied_at"),
    ),
    filters=MoveInFilter,
    sort="-sent",
    empty_title=_("No sheet yet"),
    empty_text=_("Open a shelter and press “Residents from a sheet”."),
)  # fmt: skip
