"""Who cannot wait and who is owed a call: rules, the lists of the office, and what home says of them."""

import datetime as dt
import uuid
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercepts.access import get_intercepted_for
from intercepts.enums import GRAVITY, AlertCause, Band, CallState
from intercepts.models import CallBack, InterceptAlert, InterceptedPerson
from intercepts.vetting import age_words
from tracekenya.accounts.models import User
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.roles import Role
from tracekenya.ui.tables import Link

TAKEN_WITHIN = dt.timedelta(hours=1)
NOBODY = uuid.UUID(int=0)
EVENT = "intercepted_person__intercept__"
CALL_AFTER_DAYS = {Band.EVIDENCE: 0, Band.HIGH_RISK: 1, Band.AT_RISK: 7, Band.NO_CONCERN: 7}


def cause_of(row: InterceptedPerson) -> AlertCause | None:
    """Return why the office must hear of the person at once; None when it may wait."""
    is_evidence = _felt(row) == Band.EVIDENCE
    if row.is_child:
        return AlertCause.EVIDENCE_CHILD if is_evidence else AlertCause.CHILD
    return AlertCause.EVIDENCE if is_evidence else None


def call_day(row: InterceptedPerson, today: dt.date) -> dt.date | None:
    """Return the day on which the office calls; None unless there is a phone of which one said it is safe."""
    if not row.person.phone or row.person.safe_to_call is not True:
        return None
    days = 0 if row.is_child else CALL_AFTER_DAYS[_felt(row)]
    return today + dt.timedelta(days=days)


def _felt(row: InterceptedPerson) -> Band:
    """Return what the signs say, or what whoever stood there saw beyond them: raising is free."""
    felt = row.reported_class if row.reported_class in list(Band) else Band.NO_CONCERN
    return Band(max(row.proposed_band, felt, key=GRAVITY.__getitem__))


def _of_seen(rows: QuerySet, user: Any) -> QuerySet:
    """Return those of `rows` that stand on intercepts and cases open to `user`, with what lists show."""
    seen = rows.filter(intercepted_person__in=InterceptedPerson.objects.visible_to(user))
    return (
        of_office(seen, user)
        .select_related(
            "intercepted_person__intercept__station__office", "intercepted_person__person"
        )
        .defer(
            "intercepted_person__intercept__narrative",
            "intercepted_person__intercept__vehicle_plate",
        )
    )


def of_office(rows: QuerySet, user: Any) -> QuerySet:
    """Return those of `rows` that are `user`'s to answer: a case manager answers for the own office.

    Where the station has no office, or nobody of it but who recorded it can be told, all do.
    """
    if user.role != Role.CASE_MANAGER:
        return rows
    recorder = Coalesce(OuterRef("recorded_by"), Value(NOBODY))
    near = User.objects.reachable().filter(
        role=Role.CASE_MANAGER, office=OuterRef(f"{EVENT}station__office")
    ).exclude(pk=recorder)  # fmt: skip
    is_theirs = ~Exists(near)
    if user.office_id is not None:
        is_theirs = Q(is_theirs) | Q(**{f"{EVENT}station__office": user.office_id})
    return rows.filter(is_theirs)


def visible_alerts(user: Any) -> QuerySet[InterceptAlert]:
    return _of_seen(InterceptAlert.objects.select_related("taken_by"), user)


def visible_calls(user: Any) -> QuerySet[CallBack]:
    return _of_seen(CallBack.objects.select_related("last_by").defer("words"), user)


def get_alert_for(user: Any, pk: uuid.UUID) -> InterceptAlert:
    """Return the alert with the person met. Raises OutOfScope unless the intercept may be seen."""
    return _of_person(InterceptAlert, user, pk)


def get_call_back_for(user: Any, pk: uuid.UUID) -> CallBack:
    """Return the call that is owed, under the same rule."""
    return _of_person(CallBack, user, pk)


def _of_person(model: Any, user: Any, pk: uuid.UUID) -> Any:
    row = of_office(model.objects.filter(pk=pk), user).first()
    if row is None:
        raise OutOfScope(str(pk))
    row.intercepted_person = get_intercepted_for(user, row.intercepted_person_id)
    return row


def age_of(alert: InterceptAlert) -> Tag:
    """Return how long nobody has taken the alert, or how long it took."""
    if alert.taken_at is not None:
        return Tag(age_words(alert.recorded_at, alert.taken_at))
    is_late = timezone.now() - alert.recorded_at > TAKEN_WITHIN
    return Tag(age_words(alert.recorded_at), "danger" if is_late else "warning")


def state_of_alert(alert: InterceptAlert) -> Tag:
    if alert.taken_by is None:
        return Tag(_("Nobody has taken it"), "danger")
    return Tag(_("Taken by %(code)s") % {"code": alert.taken_by.staff_code}, "success")


def state_of_call(call: CallBack) -> Tag:
    if call.state == CallState.DONE:
        return Tag(call.get_state_display(), "success")
    if call.state == CallState.NOT_REACHED:
        return Tag(call.get_state_display(), "warning")
    is_late = call.due_on < timezone.localdate()
    return Tag(_("Late") if is_late else call.get_state_display(), "danger" if is_late else "info")


class AlertFilter(django_filters.FilterSet):
    """Waiting or taken, why, and the reader's office."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("open", _("Nobody has taken it")), ("taken", _("Taken"))],
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip
    cause = django_filters.ChoiceFilter(
        label=_("Why"), choices=AlertCause.choices, empty_label=_("Any")
    )
    office = django_filters.ChoiceFilter(
        label=_("Office"), choices=[("mine", _("My office"))], empty_label=_("Any"),
        method="by_office",
    )  # fmt: skip

    class Meta:
        model = InterceptAlert
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(taken_at__isnull=value == "open")

    def by_office(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        office = self.request.user.office_id
        return rows.filter(intercepted_person__intercept__station__office=office)


class CallFilter(django_filters.FilterSet):
    """To call, late, done; of the reader's office."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("late", _("Late")), *CallState.choices], empty_label=_("Any"),
        method="by_state",
    )  # fmt: skip
    office = AlertFilter.base_filters["office"]

    class Meta:
        model = CallBack
        fields: list[str] = []

    by_office = AlertFilter.by_office

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "late":
            return rows.filter(state=CallState.OPEN, due_on__lt=timezone.localdate())
        return rows.filter(state=value)


def _code(row: Any) -> Link:
    return Link(row.intercepted_person.intercept.code, row.get_absolute_url())


def _person(row: Any) -> str:
    return row.intercepted_person.person.code


def _station(row: Any) -> str:
    return row.intercepted_person.intercept.station.name


ALERTS = ListPage(
    name="intercept-alerts",
    title=_("Alerts"),
    lead=_("Evidence of trafficking, or a child. Somebody takes each within an hour; until then it is told again."),
    columns=(
        Column("code", _("Intercept"), _code, f"{EVENT}code", is_whole=True),
        Column("person", _("Person"), _person, is_whole=True),
        Column("cause", _("Why"), lambda row: row.get_cause_display(), "cause"),
        Column("age", _("Has waited"), age_of, is_whole=True),
        Column("state", _("State"), state_of_alert, "taken_at"),
        Column("told", _("Told at"), lambda row: row.recorded_at, "recorded_at"),
        Column("station", _("Station"), _station, f"{EVENT}station__name"),
    ),
    filters=AlertFilter,
    sort="-told",
    empty_title=_("No alerts here"),
    empty_text=_("They come by themselves with an intercept of a child, or with evidence of trafficking."),
)  # fmt: skip
CALLS = ListPage(
    name="call-backs",
    title=_("Calls to make"),
    lead=_("The phone at the stage shows no number again: the office calls. The number opens on the page of the call."),
    columns=(
        Column("person", _("Person"), lambda row: Link(_person(row), _answered_at(row)), "intercepted_person__person__code", is_whole=True),
        Column("code", _("Intercept"), _code, f"{EVENT}code", is_whole=True),
        Column("due", _("Call on"), lambda row: row.due_on, "due_on"),
        Column("state", _("State"), state_of_call, "state"),
        Column("attempts", _("Calls so far"), lambda row: row.attempts, is_numeric=True),
        Column("station", _("Station"), _station, f"{EVENT}station__name"),
    ),
    filters=CallFilter,
    sort="due",
    empty_title=_("No calls here"),
    empty_text=_("They come by themselves when somebody who was met left a phone that is safe to call."),
)  # fmt: skip


def _answered_at(row: CallBack) -> str:
    return reverse("intercepts:call_back_answer", args=[row.pk])


def open_alerts(user: Any) -> tuple[int, dt.datetime | None]:
    """Return how many alerts of `user` nobody has taken, and since when the oldest waits."""
    rows = visible_alerts(user).filter(taken_at=None).order_by("recorded_at")
    since = list(rows.values_list("recorded_at", flat=True)[:1000])
    return len(since), since[0] if since else None


def calls_due(user: Any) -> int:
    """Return how many calls should be made today or are late."""
    return visible_calls(user).filter(
        state=CallState.OPEN, due_on__lte=timezone.localdate()
    ).count()  # fmt: skip
