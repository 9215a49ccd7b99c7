"""Phones of monitors: what each said last, codes to enrol them, and ending them."""

import datetime as dt
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercepts.actions import field_phones
from intercepts.enums import PhoneState
from intercepts.models import FieldPhone
from tracekenya.accounts.models import User
from tracekenya.pages.cells import Tag, words
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.forms import EditForm
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role
from tracekenya.ui.tables import Link

SILENT_AFTER = dt.timedelta(days=2)
LITTLE_SPACE = 20 * 1024 * 1024  # bytes
TONES = {
    PhoneState.NEW: "info", PhoneState.IN_USE: "success", PhoneState.ENDED: "warning",
    PhoneState.REVOKED: "",
}  # fmt: skip
RECORDERS = [role for role in Role if scope_of(role, Permission.INTERCEPT_RECORD) is not Scope.NONE]


class PhoneFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"), empty_label=_("Any"), method="by_state",
        choices=[
            ("in_use", _("In use")), ("waiting", _("With records waiting")),
            ("missing", _("With records lost")), ("revoked", _("Revoked")),
        ],
    )  # fmt: skip

    class Meta:
        model = FieldPhone
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return {
            "in_use": rows.filter(revoked_at=None, expires_at__gt=timezone.now()),
            "waiting": rows.filter(waiting__gt=0),
            "missing": rows.filter(missing__gt=0),
            "revoked": rows.exclude(revoked_at=None),
        }[value]


class PhoneFields:
    """Only who records intercepts has a phone, and it stays theirs: a new monitor, a new phone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self, EditForm):
            del self.fields["monitor"]  # type: ignore[attr-defined]
            return
        monitors = User.objects.filter(is_active=True, role__in=RECORDERS).order_by("staff_code")
        self.fields["monitor"].queryset = monitors  # type: ignore[attr-defined]


def state_tag(phone: FieldPhone) -> Tag:
    return Tag(phone.state.label, TONES[phone.state])


def waiting_of(phone: FieldPhone) -> Tag | str:
    """Return how much waits as the phone said last, and since when."""
    if phone.missing:
        return Tag(_now("%(number)d lost") % {"number": phone.missing}, "danger")
    if not phone.waiting:
        return _now("Nothing") if phone.reported_at else ""
    facts = {"number": phone.waiting, "since": words(phone.oldest_waiting_at or phone.reported_at)}
    return Tag(_now("%(number)d since %(since)s") % facts, "warning")


def tags(phone: FieldPhone) -> list[Tag]:
    found = [state_tag(phone)]
    if phone.missing:
        found.append(Tag(_now("%(number)d records lost") % {"number": phone.missing}, "danger"))
    is_used = phone.state is PhoneState.IN_USE
    if is_used and phone.seen_at and timezone.now() - phone.seen_at > SILENT_AFTER:
        found.append(Tag(_("Not heard of for two days"), "warning"))
    if is_used and phone.free_bytes is not None and phone.free_bytes < LITTLE_SPACE:
        found.append(Tag(_("Little space left"), "warning"))
    return found


def facts(phone: FieldPhone, user: Any) -> list[Fact]:
    never = _now("Never")
    kept = {True: _now("Yes"), False: _now("No, the browser may clear it"), None: _now("Not known")}
    free = filesizeformat(phone.free_bytes) if phone.free_bytes is not None else _now("Not known")
    return [
        fact(_now("Monitor"), phone.monitor.staff_code),
        fact(_now("Office"), phone.office or _now("None")),
        fact(_now("Enrolled"), words(phone.enrolled_at) or never),
        fact(_now("Enrolment ends"), date_format(phone.expires_at) if phone.expires_at else never),
        fact(_now("Last heard of"), words(phone.seen_at) or never),
        fact(_now("Waiting on the phone"), words(waiting_of(phone)) or _now("Not known")),
        fact(_now("Last report"), words(phone.reported_at) or never),
        fact(_now("Free space"), free),
        fact(_now("Storage is kept"), kept[phone.is_persisted]),
    ]


def acts(phone: FieldPhone, user: Any) -> list[Act]:
    may, found = Permission.PHONE_MANAGE, []
    if phone.missing:
        url = reverse("intercepts:phone_asked", args=[phone.pk])
        found.append(Act(_("We asked the monitor about it"), url, "check", may, is_post=True))
    if phone.revoked_at is None:
        code = reverse("intercepts:phone_code", args=[phone.pk])
        found.append(Act(_("Make a code"), code, "plus", may, is_post=True))
        revoke = reverse("intercepts:phone_revoke", args=[phone.pk])
        found.append(Act(_("Revoke"), revoke, "lock", may))
    return found


PHONES = Register(
    app="intercepts",
    name="phone",
    folder="phones",
    model=FieldPhone,
    listing=ListPage(
        name="phones",
        title=_("Phones"),
        columns=(
            Column("label", _("Phone"), lambda row: Link(row.label, row.get_absolute_url()), "label"),
            Column("monitor", _("Monitor"), lambda row: row.monitor.staff_code, "monitor__staff_code"),
            Column("office", _("Office"), lambda row: str(row.office or "")),
            Column("state", _("State"), state_tag),
            Column("waiting", _("Waiting on the phone"), waiting_of, "waiting"),
            Column("seen", _("Last heard of"), lambda row: row.seen_at),
        ),
        filters=PhoneFilter,
        sort="label",
        empty_title=_("No phone yet"),
        empty_text=_("Add the phone of each monitor, then make a code to enrol it."),
        lead=_("What waits is what the phone said last; without network it says nothing."),
    ),
    add_label=_("Add a phone"),
    view=Permission.PHONE_VIEW,
    edit=Permission.PHONE_MANAGE,
    fields=("label", "monitor", "office"),
    rows=lambda user: FieldPhone.objects.select_related("monitor", "office"),
    form_mixin=PhoneFields,  # type: ignore[arg-type]  # a mixin before the form
    editable=lambda user, row: row.revoked_at is None,
    facts=facts,
    tags=tags,
    acts=acts,
    above=((_("Intercepts"), "intercepts:intercept_list"),),
    add=field_phones.add,
)  # fmt: skip
