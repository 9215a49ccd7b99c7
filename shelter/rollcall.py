"""Who should be in a house at a roll-call, and what was counted: for the form, the page and the list."""

import datetime as dt
import uuid
from dataclasses import dataclass

import django_filters as filters
from django.conf import settings
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter.away import is_overnight
from shelter.enums import RollState
from shelter.filters import of_house
from shelter.models import Absence, Admission, MissingReport, RollCall, RollCallAnswer, Shelter
from shelter.moments import moment_words
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

STATE_TONES = {
    RollState.PRESENT: "success", RollState.OUT: "info", RollState.ON_LEAVE: "info",
    RollState.MISSING: "danger", RollState.UNEXPLAINED: "danger",
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """One resident and where the records say that the person is."""

    stay: Admission
    state: RollState
    room: str = ""


def shift_at(moment: dt.datetime) -> str:
    """Return the shift that works at that moment."""
    hour, starts = timezone.localtime(moment).hour, settings.SHIFT_STARTS
    return "day" if starts["day"] <= hour < starts["night"] else "night"


def shift_day(moment: dt.datetime) -> dt.date:
    """Return the day to which the shift belongs: a night after midnight to the day before."""
    local = timezone.localtime(moment)
    is_after_midnight = local.hour < settings.SHIFT_STARTS["day"]
    return local.date() - dt.timedelta(days=is_after_midnight)


def expected_in(shelter: Shelter, now: dt.datetime) -> list[Expected]:
    """Return every resident of the house and where the person should be, by case code; three queries."""
    stays = shelter.admissions.in_house().select_related("case").order_by("case__code")
    rows = list(stays.defer("urgent_needs", "dietary", "case__summary", "case__closing_note"))
    keys = [stay.pk for stay in rows]
    open_rows = Absence.objects.filter(admission__in=keys, back_at__isnull=True)
    out = {row.admission_id: row for row in open_rows.defer("escort", "with_whom")}
    missing = MissingReport.objects.filter(admission__in=keys, outcome="")
    gone = set(missing.values_list("admission", flat=True))
    return [Expected(stay, _state(stay.pk, out, gone, now)) for stay in rows]


def seen_by(user, expected: list[Expected]) -> tuple[list[Expected], list[Expected]]:
    """Return those whose stay `user` may see, and those whose code stays hidden."""
    keys = [each.stay.pk for each in expected]
    stays = Admission.objects.visible_to(user, Permission.HOUSE_KEEP).filter(pk__in=keys)
    seen = set(stays.values_list("pk", flat=True))
    shown = [each for each in expected if each.stay.pk in seen]
    return shown, [each for each in expected if each.stay.pk not in seen]


def answers_of(roll: RollCall, user) -> list[RollCallAnswer]:
    """Return the answers on residents whose stay `user` may see, those not here first."""
    seen = Admission.objects.visible_to(user, Permission.HOUSE_READ).values("pk")
    here = Case(When(state=RollState.PRESENT, then=1), default=0)
    rows = roll.answers.filter(admission__in=seen).select_related("admission__case")
    return list(rows.order_by(here, "admission__case__code"))


def visible_rolls(user) -> QuerySet[RollCall]:
    unexplained = Count("answers", filter=Q(answers__state=RollState.UNEXPLAINED))
    rows = RollCall.objects.visible_to(user, Permission.HOUSE_READ).annotate(who=unexplained)
    return rows.select_related("shelter__office", "recorded_by").defer("differs_words")


def result_of(roll: RollCall) -> Tag:
    """Return whether the count fits what the records say."""
    if getattr(roll, "who", 0):
        return Tag(_("Somebody is not accounted for"), "danger")
    fits = roll.counted == roll.expected
    return Tag(_("Fits"), "success") if fits else Tag(_("Differs"), "warning")


def state_tag(state: str) -> Tag:
    return Tag(label("roll_state", state), STATE_TONES[RollState(state)])


def acts_on(answer: RollCallAnswer) -> list[Act]:
    """Return what comes next for somebody who is not here and nobody knows why."""
    if answer.state != RollState.UNEXPLAINED:
        return []
    url = address("shelter:missing_report", answer.admission_id)
    return [Act(_now("Report missing"), url, "warning", Permission.MISSING_REPORT)]


def _state(
    stay: uuid.UUID, out: dict[uuid.UUID, Absence], gone: set[uuid.UUID], now: dt.datetime
) -> RollState:
    if stay in gone:
        return RollState.MISSING
    if stay not in out:
        return RollState.PRESENT
    row = out[stay]
    is_away = is_overnight(row.out_at, max(row.due_back_at, now))
    return RollState.ON_LEAVE if is_away else RollState.OUT


class RollCallFilter(filters.FilterSet):
    shelter = of_house()
    result = filters.ChoiceFilter(
        label=_("Result"),
        choices=(("fits", _("Fits")), ("differs", _("Differs"))),
        empty_label=_("Any"),
        method="by_result",
    )

    class Meta:
        model = RollCall
        fields: list[str] = []

    def by_result(self, rows, name: str, value: str):
        same = Q(counted=F("expected"), who=0)
        return rows.filter(same) if value == "fits" else rows.exclude(same)


ROLL_CALLS = ListPage(
    name="roll-calls",
    title=_("Roll-calls"),
    lead=_("How many were counted, and how many should have been in the house."),
    columns=(
        Column("at", _("Counted at"), lambda row: Link(moment_words(row.called_at), row.get_absolute_url()), "called_at"),
        Column("house", _("Shelter"), lambda row: row.shelter, "shelter__office__name"),
        Column("shift", _("Shift"), lambda row: row.get_shift_display(), "shift"),
        Column("expected", _("Expected"), lambda row: row.expected, "expected", is_numeric=True),
        Column("counted", _("Counted"), lambda row: row.counted, "counted", is_numeric=True),
        Column("result", _("Result"), result_of),
        Column("by", _("By"), lambda row: row.recorded_by.staff_code if row.recorded_by else ""),
    ),
    filters=RollCallFilter,
    sort="-at",
    empty_title=_("No roll-call yet"),
    empty_text=_("Open a shelter and press “Roll-call”: it takes a minute each evening and morning."),
)  # fmt: skip
