"""Offices, and shelters under code names: what they are called and reach, never where they stand."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracekenya.accounts.models import User
from tracekenya.administration.actions import offices
from tracekenya.administration.trails import ADMINISTRATION
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.pages.responses import Panel
from tracekenya.places.models import Office
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column as Head
from tracekenya.ui.tables import Link, Table

TONES = {"functional": "success", "anticipated": "info"}


class OfficeFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(label=_("Kind"), choices=Office.Kind.choices, empty_label=_("Any"))
    status = filters.ChoiceFilter(
        label=_("Status"), choices=lambda: choices("office_status"), empty_label=_("Any")
    )

    class Meta:
        model = Office
        fields: list[str] = []


class OfficeMixin(forms.BaseForm):
    """The code is fixed once it is given: grants, files and the trail name it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = not self.instance._state.adding


def rows_for(user: User) -> QuerySet:
    """Return all offices with `staff_count`, those who may sign in."""
    active = Count("staff", filter=Q(staff__is_active=True), distinct=True)
    return Office.objects.annotate(staff_count=active)


def status_of(office: Office) -> Tag:
    return Tag(office.get_status_display(), TONES.get(office.status, ""))


def _facts(office: Office, user: User) -> list[Fact]:
    facts = facts_of(office, ["code", "name", "kind", "status", "reach", "counties"])
    return [*facts, fact(_now("Staff who may sign in"), office.staff_count)]


def _panels(office: Office, user: User) -> list[Panel]:
    """Return the staff by code, for whoever keeps the accounts."""
    if not user.can(Permission.USER_MANAGE):
        return []
    staff = office.staff.filter(is_active=True).order_by("staff_code")
    table = Table(
        caption=_now("Staff"),
        columns=[Head(_now("Staff code")), Head(_now("Role"))],
        rows=[(Link(each.staff_code, each.get_absolute_url()), each.role_title) for each in staff],
    )
    return [Panel("staff", _now("Staff"), "administration/_staff.html", {"table": table})]


def _acts(office: Office, user: User) -> list[Act]:
    if office.is_closed:
        return []
    url = address("administration:office_close", office.pk)
    return [Act(_now("Close the office"), url, "lock", Permission.OFFICE_EDIT)]


OFFICES = Register(
    app="administration",
    name="office",
    folder="offices",
    model=Office,
    listing=ListPage(
        name="offices",
        title=_("Offices"),
        lead=_("Shelters stand here under their code names; nobody writes an address."),
        columns=(
            Column("name", _("Name"), lambda row: Link(row.name, row.get_absolute_url()), "name"),
            Column("code", _("Code"), lambda row: row.code, "code"),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
            Column("status", _("Status"), status_of, "status"),
            Column("staff", _("Staff"), lambda row: row.staff_count, is_numeric=True),
        ),
        filters=OfficeFilter,
        sort="name",
        empty_title=_("No office yet"),
        empty_text=_("Add each office, and each shelter under a code name."),
    ),
    add_label=_("Add an office"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.OFFICE_EDIT,
    fields=("code", "name", "kind", "status", "reach", "counties"),
    hints={
        "code": _("Small letters, numbers and dashes. It cannot be changed later."),
        "name": _("A shelter gets a code name that says nothing about its place."),
        "status": _("An office with staff cannot be closed."),
        "reach": _("In words, which places it serves. Never write where a shelter stands."),
        "counties": _("The counties that it serves."),
    },
    rows=rows_for,
    form_mixin=OfficeMixin,
    tags=lambda row: [status_of(row)],
    facts=_facts,
    panels=_panels,
    acts=_acts,
    above=(ADMINISTRATION,),
    add=offices.add,
    change=offices.edit,
)
