"""Vetting as rules and lists: what verdicts come to, who still may judge, what waits for whom and how long."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intercepts.enums import GRAVITY, Band, FinalClass, RecordKind, SubmissionState, Turn
from intercepts.models import FieldSubmission, InterceptedPerson, Station, VettingVerdict
from tracekenya.lib.vocabularies import choices, label
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.roles import Role
from tracekenya.ui.tables import Link

AN_HOUR = dt.timedelta(hours=1)
VETTED_WITHIN = dt.timedelta(hours=72)
AGREE = 2  # equal verdicts that decide
MOST_VERDICTS = 3  # after a third that differs too, a programme manager decides
SUPERVISORS = (Role.CASE_MANAGER, Role.PROGRAMME_MANAGER)  # who may lower below the signs
TURNS = (Turn.FIRST, Turn.SECOND, Turn.THIRD)


@dataclass(frozen=True)
class Outcome:
    """What the verdicts came to: the class that counts, and why it is lower than the signs, if it is."""

    final_class: str
    lowering: str


def is_lowering(band: str, verdict: str) -> bool:
    """Return whether a verdict lies below the signs; "not an intercept" does not for who is at risk.

    Somebody at risk is no intercept: the two words mean the same there.
    """
    if band == Band.AT_RISK and verdict == FinalClass.NOT_INTERCEPT:
        return False
    return GRAVITY[verdict] < GRAVITY[band]


def outcome_of(band: str, verdicts: Sequence[VettingVerdict]) -> Outcome | None:
    """Return what two equal verdicts come to; None while there are none.

    Somebody at risk whom both call no intercept stays at risk, unless both say why not even that.
    """
    if not verdicts:
        return None
    commonest, times = Counter(row.verdict for row in verdicts).most_common(1)[0]
    if times < AGREE:
        return None
    reasons = [row.lowering for row in verdicts if row.verdict == commonest]
    if band == Band.AT_RISK and commonest == FinalClass.NOT_INTERCEPT and not all(reasons):
        return Outcome(FinalClass.AT_RISK, "")
    return Outcome(commonest, next(filter(None, reasons), ""))


def recorded(row: InterceptedPerson, user: Any) -> bool:
    """Return whether `user` recorded the person or the event, or mended it: such a person never judges it."""
    return wrote(row, user) or row.intercept_id in mended_among([row], user)


def mended_among(rows: Sequence[InterceptedPerson], user: Any) -> set[uuid.UUID]:
    """Return the intercepts of `rows` whose record `user` mended; one statement."""
    found = _mended_by(user).filter(made__in={row.intercept_id for row in rows})
    return set(found.values_list("made", flat=True))


def wrote(row: InterceptedPerson, user: Any) -> bool:
    return user.pk in (row.recorded_by_id, row.intercept.recorded_by_id, row.intercept.monitor_id)


def _recorded_by(user: Any) -> Q:
    typed = Q(recorded_by=user) | Q(intercept__recorded_by=user) | Q(intercept__monitor=user)
    return typed | Q(is_mended=True)


def _mended_by(user: Any) -> QuerySet[FieldSubmission]:
    """Return the records of phones that `user` put right: who typed what decides is no second pair of eyes."""
    return FieldSubmission.objects.filter(
        settled_by=user, kind=RecordKind.INTERCEPT, state=SubmissionState.TAKEN, made__isnull=False
    )


def unvetted(user: Any) -> QuerySet[InterceptedPerson]:
    """Return the people without a class whom `user` may see, with what the queue shows, no sealed text."""
    given = VettingVerdict.objects.filter(intercepted_person=OuterRef("pk"))
    numbers = given.exclude(turn=Turn.OVERRIDE).order_by().values("intercepted_person")
    rows = InterceptedPerson.objects.visible_to(user).filter(final_class="")
    return rows.select_related("intercept__station", "person").annotate(
        verdict_count=Coalesce(Subquery(numbers.annotate(n=Count("pk")).values("n")), 0),
        is_judged=Exists(given.filter(recorded_by=user)),
        is_mended=Exists(_mended_by(user).filter(made=OuterRef("intercept"))),
    ).defer("intercept__narrative", "intercept__vehicle_plate")  # fmt: skip


def mine(rows: QuerySet, user: Any) -> QuerySet:
    """Return those of `unvetted` that wait for a verdict of `user`."""
    own = rows.filter(is_judged=False, verdict_count__lt=MOST_VERDICTS)
    return own.exclude(_recorded_by(user))


def waiting_for(user: Any) -> int:
    """Return how many people wait for a verdict of `user`."""
    return mine(unvetted(user), user).count()


def undecided_for(user: Any) -> int:
    """Return how many people three vetters judged without agreeing."""
    return unvetted(user).filter(verdict_count__gte=MOST_VERDICTS).count()


def state_of(verdict_count: int) -> Tag:
    """Return what the person waits for; never what anybody said."""
    words = (
        (_("Nobody has judged yet"), ""), (_("Waits for a second vetter"), "info"),
        (_("They differ: waits for a third"), "warning"),
        (_("All differ: a programme manager decides"), "danger"),
    )  # fmt: skip
    text, tone = words[min(verdict_count, MOST_VERDICTS)]
    return Tag(text, tone)


def part_of(row: Any, user: Any) -> str:
    """Return what the reader has to do with the person, in words."""
    if wrote(row, user) or row.is_mended:
        return _now("You recorded or mended it: others judge")
    if row.is_judged:
        return _now("You have judged")
    return _now("Waits for you") if row.verdict_count < MOST_VERDICTS else ""


def age_words(since: dt.datetime, now: dt.datetime | None = None) -> str:
    """Return how long something waits: minutes in the first hour, hours on three days, then days."""
    waited = (now or timezone.now()) - since
    if waited < AN_HOUR:
        minutes = max(0, int(waited.total_seconds() // 60))
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = int(waited.total_seconds() // 3600)
    if waited < VETTED_WITHIN:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = waited.days
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


def age_tag(row: InterceptedPerson) -> Tag:
    is_late = timezone.now() - row.recorded_at > VETTED_WITHIN
    return Tag(age_words(row.recorded_at), "danger" if is_late else "")


STATES = {
    "mine": _("Waits for me"), "judged": _("Judged by me"), "none": _("Nobody has judged yet"),
    "second": _("Waits for a second vetter"), "third": _("They differ: waits for a third"),
    "manager": _("All differ: a programme manager decides"), "late": _("Older than 72 hours"),
}  # fmt: skip


class VettingFilter(django_filters.FilterSet):
    """By what it waits for, by the signs, and by station."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=list(STATES.items()), empty_label=_("Any"), method="by_state"
    )
    proposed_band = django_filters.ChoiceFilter(
        label=_("The signs say"), choices=lambda: choices("screening_band"), empty_label=_("Any")
    )
    station = django_filters.ModelChoiceFilter(
        "intercept__station", label=_("Station"), empty_label=_("Any"),
        queryset=lambda request: Station.objects.order_by("name"),
    )  # fmt: skip

    class Meta:
        model = InterceptedPerson
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "mine":
            return mine(rows, self.request.user)
        if value == "judged":
            return rows.filter(is_judged=True)
        if value == "late":
            return rows.filter(recorded_at__lt=timezone.now() - VETTED_WITHIN)
        if value == "manager":
            return rows.filter(verdict_count__gte=MOST_VERDICTS)
        return rows.filter(verdict_count=("none", "second", "third").index(value))


def queue_for(user: Any) -> ListPage:
    """Return the queue of people who wait for a class, the longest first."""
    return ListPage(
        name="vetting",
        title=_("Vetting"),
        lead=_(
            "Two people judge each person met without knowing what the other says. Only then does"
            " anybody count. Aim: within 72 hours."
        ),
        columns=(
            Column("code", _("Intercept"), _judged_at, "intercept__code", is_whole=True),
            Column("person", _("Person"), lambda row: row.person.code, "person__code", is_whole=True),
            Column("waits", _("Has waited"), age_tag, "recorded_at", is_whole=True),
            Column("band", _("The signs say"), lambda row: label("screening_band", row.proposed_band)),
            Column("state", _("State"), lambda row: state_of(row.verdict_count)),
            Column("part", _("Your part"), lambda row: part_of(row, user)),
            Column("station", _("Station"), lambda row: row.intercept.station.name, "intercept__station__name"),
        ),
        filters=VettingFilter,
        sort="waits",
        empty_title=_("Nobody waits for vetting"),
        empty_text=_("Everybody who was met has a class, or nothing fits the filter."),
    )  # fmt: skip


def _judged_at(row: InterceptedPerson) -> Link:
    return Link(row.intercept.code, reverse("intercepts:vetting_judge", args=[row.pk]))
