"""Incidents in a house: who may open one, its list, its page, and who must be told still."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import django_filters as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.reveals import Reveal
from shelter.filters import houses_of
from shelter.incident_clock import OFFICIALS, duties_of
from shelter.models import Admission, Incident, IncidentNotice, IncidentPerson
from shelter.moments import moment_words
from tracekenya.lib.addresses import address, plain_address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

SEALED = ("what", "first_action", "witnesses")
FACTS = ("happened_at", "kind", "severity", "medical_needed", "follow_up_on", "closed_at")
ALLEGATION = "abuse_allegation"  # has a place of its own, which no list shows
TONES = {"minor": "", "serious": "warning", "critical": "danger"}


def get_incident_for(
    user: Any, pk: uuid.UUID, act: Permission = Permission.INCIDENT_VIEW
) -> Incident:
    """Return the incident. Raises OutOfScope (404) unless seen, PermissionDenied (403) unless `act` reaches it."""
    rows = Incident.objects.visible_to(user, Permission.INCIDENT_VIEW)
    row = rows.select_related("shelter__office", "closed_by", "recorded_by").filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    if not Incident.objects.visible_to(user, act).filter(pk=pk).exists():
        raise PermissionDenied(act)
    return row


WORDS = Reveal(
    route="shelter:incident_read", folder="incidents/", act=Permission.INCIDENT_NARRATIVE,
    get=get_incident_for, fields=SEALED, case_of=lambda row: None,
    title=lambda row: _now("Words on: %(what)s") % {"what": title_of(row)},
    name_of_home=lambda row: title_of(row), label=_("Open what happened"),
)  # fmt: skip


def title_of(row: Incident) -> str:
    return _now("Incident of %(time)s") % {"time": moment_words(row.happened_at)}


def kinds() -> list[tuple[str, Any]]:
    """Return the kinds that stand in this register: no allegation does."""
    return [pair for pair in choices("shelter_incident_type") if pair[0] != ALLEGATION]


def open_duties(row: Incident, told: Iterable[str] | None = None) -> list[Tag]:
    """Return who must be told still, as tags; none once it is closed."""
    if row.closed_at is not None:
        return []
    known = row.notices.values_list("party", flat=True) if told is None else told
    now = timezone.now()
    return [
        Tag(_duty_words(duty.parties), "danger" if duty.is_late(now) else "warning")
        for duty in duties_of(row.severity, row.happened_at, set(known))
    ]


def state_of(row: Incident) -> Tag:
    return Tag(_("Closed"), "success") if row.closed_at else Tag(_("Open"), "info")


def severity_of(row: Incident) -> Tag:
    return Tag(_short(row.severity), TONES.get(row.severity, ""))


def tags_of(row: Incident) -> list[Tag]:
    return [state_of(row), severity_of(row), *open_duties(row)]


def acts_on(row: Incident, user: Any) -> list[Act]:
    told, edit, close = (
        address(f"shelter:incident_{name}", row.pk) for name in ("told", "edit", "close")
    )
    report = Permission.INCIDENT_REPORT
    words = WORDS.act_on(row, user)
    if row.closed_at is not None:
        return words
    return [
        Act(_now("Who was told"), told, "shield", report), *words,
        Act(_now("Change"), edit, "edit", report),
        Act(_now("Close it"), close, "check", Permission.INCIDENT_CLOSE, is_post=True),
    ]  # fmt: skip


def people_of(row: Incident, user: Any) -> list[Admission]:
    """Return the residents who had a part and whose stay `user` may see, by case code."""
    seen = Admission.objects.visible_to(user).filter(incident_parts__incident=row)
    return list(seen.select_related("case").order_by("case__code"))


def notices_of(row: Incident) -> list[IncidentNotice]:
    return list(row.notices.select_related("by"))


def of_stay(stay: Admission, user: Any) -> list[Incident]:
    seen = Incident.objects.visible_to(user, Permission.INCIDENT_VIEW)
    return list(seen.filter(people__admission=stay).defer(*SEALED))


def kept_about(people: set[uuid.UUID]) -> Iterable[uuid.UUID]:
    """Return the incidents in which only these people had a part: what was written then is about them."""
    mine = IncidentPerson.objects.filter(admission__case__person__in=people)
    others = IncidentPerson.objects.exclude(admission__case__person__in=people)
    rows = Incident.objects.filter(pk__in=mine.values("incident"))
    return rows.exclude(pk__in=others.values("incident")).values_list("pk", flat=True)


def visible_incidents(user: Any) -> QuerySet[Incident]:
    told = IncidentNotice.objects.filter(incident=OuterRef("pk")).order_by().values("party")
    rows = Incident.objects.visible_to(user, Permission.INCIDENT_VIEW)
    return (
        rows.select_related("shelter__office")
        .annotate(told=ArraySubquery(told), persons=Count("people"))
        .defer(*SEALED)
    )


class IncidentFilter(filters.FilterSet):
    shelter = filters.ModelChoiceFilter(
        label=_("Shelter"), queryset=houses_of, empty_label=_("Any")
    )
    kind = filters.ChoiceFilter(label=_("Kind"), choices=kinds, empty_label=_("Any"))
    severity = filters.ChoiceFilter(
        label=_("How bad"), choices=lambda: choices("incident_severity"), empty_label=_("Any")
    )
    state = filters.ChoiceFilter(
        label=_("State"), choices=(("open", _("Open")), ("closed", _("Closed"))),
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip

    class Meta:
        model = Incident
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(closed_at__isnull=value == "open")


def _first_duty(row: Any) -> Tag | str:
    duties = open_duties(row, row.told)
    return duties[0] if duties else ""


INCIDENTS = ListPage(
    name="incidents",
    title=_("Incidents"),
    lead=_("What went wrong in the houses, who was told, and what is open still. No names."),
    columns=(
        Column("when", _("When"), lambda row: Link(moment_words(row.happened_at), row.get_absolute_url()), "happened_at"),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column("severity", _("How bad"), severity_of, "severity"),
        Column("persons", _("Residents"), lambda row: row.persons, is_numeric=True),
        Column("state", _("State"), state_of),
        Column("duties", _("Duties"), _first_duty),
        Column("house", _("Shelter"), lambda row: row.shelter, "shelter__office__name"),
    ),
    filters=IncidentFilter,
    sort="-when",
    empty_title=_("No incident was written down"),
    empty_text=_("Open a shelter and press “Incident”, also for what went well in the end."),
)  # fmt: skip
LIST = partial(plain_address, "shelter:incident_list")


def _short(severity: str) -> Any:
    words = {"minor": _("Minor"), "serious": _("Serious"), "critical": _("Critical")}
    return words.get(severity, severity)


def _duty_words(parties: Sequence[str]) -> Any:
    if tuple(parties) == OFFICIALS:
        return _("Tell the police or the children officer")
    return _("Tell the director") if parties[0] == "director" else _("Tell the manager")


def residents_of(shelter: Any, user: Any, chosen: Iterable[uuid.UUID] = ()) -> QuerySet[Admission]:
    """Return who lives in the house or left it lately, as far as `user` may write about them."""
    lately = timezone.now() - dt.timedelta(days=30)
    seen = Admission.objects.visible_to(user, Permission.INCIDENT_REPORT).filter(shelter=shelter)
    rows = seen.in_house() | seen.filter(ended_at__gte=lately) | seen.filter(pk__in=list(chosen))
    return rows.select_related("case").order_by("case__code")
