"""Organisations that we refer to, work with, ride with or are paid by."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import django_filters as filters
from django import forms
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from referrals.models import Referral
from tracekenya.directory.models import Organisation
from tracekenya.directory.rules import refuse_known_name
from tracekenya.lib import vocabularies
from tracekenya.lib.addresses import plain_address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.pages.responses import Panel
from tracekenya.places.models import County
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

YES, NO = "yes", "no"
MOST_SHOWN = 20  # partnerships and projects on a page


class OrganisationFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: choices("organisation_type"), empty_label=_("Any")
    )
    county = filters.ModelChoiceFilter(
        "counties", label=_("Works in"), queryset=County.objects.order_by("name"),
        empty_label=_("Any"),
    )  # fmt: skip
    service = filters.ChoiceFilter(
        label=_("Service"), choices=lambda: choices("service_type"), empty_label=_("Any"),
        method="by_service",
    )  # fmt: skip
    active = filters.ChoiceFilter(
        label=_("We work with it"), choices=[(YES, _("Yes")), (NO, _("No"))], empty_label=_("Any"),
        method="by_activity",
    )  # fmt: skip

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_service(self, rows, name: str, value: str):
        return rows.filter(services__contains=[value])

    def by_activity(self, rows, name: str, value: str):
        return rows.filter(is_active=value == YES)


class OrganisationForm(forms.Form):
    """Counties by their names, as boxes to tick: a list of several choices is hard on a phone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["counties"].queryset = County.objects.order_by("name")
        self.fields["counties"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["counties"].choices
        )


def registers_beside(user: Any) -> list[Act]:
    """Return the ways to hotlines, stations and operators, which stand in no menu of their own."""
    view = Permission.REGISTER_VIEW
    return [
        Act(_("Hotlines"), plain_address("referrals:hotline_list")),
        Act(_("Stations"), plain_address("intercepts:station_list"), permission=view),
        Act(_("Saccos and companies"), plain_address("intercepts:operator_list"), permission=view),
    ]


def state_of(organisation: Organisation) -> Tag:
    return Tag(_("Active"), "success") if organisation.is_active else Tag(_("Not any more"))


def services_of(organisation: Organisation) -> str:
    names = (vocabularies.label("service_type", code) for code in organisation.services)
    return ", ".join(names)


def facts(organisation: Organisation, user: Any) -> list[Fact]:
    found = facts_of(organisation, ("kind", "counties", "services"))
    operator = getattr(organisation, "transport_operator", None)
    if operator is not None and user.can(Permission.REGISTER_VIEW):
        words = _now("Its crews, trainings and intercepts")
        found.append(fact(_now("As an operator"), words, url=operator.get_absolute_url()))
    return found


def panels(organisation: Organisation, user: Any) -> list[Panel]:
    """Return contacts, referrals, partnerships and projects, each for those who may see them."""
    context = {
        "organisation": organisation,
        "contacts": organisation.contacts.all(),
        "may_edit": user.can(Permission.DIRECTORY_EDIT),
    }
    found = [Panel("contacts", _now("Contacts"), "referrals/_contacts.html", context)]
    if user.can(Permission.REFERRAL_VIEW):
        found.append(_referrals(organisation, user))
    if user.can(Permission.REGISTER_VIEW):
        found.append(_joint_work(organisation))
    return found


def _referrals(organisation: Organisation, user: Any) -> Panel:
    """Return how many referrals that the reader may see are in which state."""
    seen = Referral.objects.visible_to(user).filter(organisation=organisation).order_by()
    counts = seen.values("status").annotate(number=Count("pk")).order_by("status")
    rows = [
        {
            "label": vocabularies.label("referral_status", row["status"]),
            "number": row["number"],
            "url": _listed(organisation, status=row["status"]),
        }
        for row in counts
    ]
    context = {"rows": rows, "url": _listed(organisation)}
    return Panel("referrals", _now("Referrals"), "referrals/_referrals.html", context)


def _joint_work(organisation: Organisation) -> Panel:
    """Return partnerships and projects; both tables belong to a later room and know the way here."""
    rows = [
        *_work(organisation.partnerships.all(), _now("Partnership")),
        *_work(organisation.projects.all(), _now("Project")),
    ]
    return Panel(
        "work", _now("Partnerships and projects"), "referrals/_joint_work.html", {"rows": rows}
    )


def _work(records: Any, kind: str) -> Sequence[dict[str, str]]:
    return [
        {
            "kind": kind,
            "title": getattr(record, "name", "") or date_format(record.starts_on),
            "state": record.get_status_display(),
            "url": record.get_absolute_url() if hasattr(record, "get_absolute_url") else "",
        }
        for record in records.order_by("-starts_on")[:MOST_SHOWN]
    ]


def _listed(organisation: Organisation, **more: str) -> str:
    chosen = urlencode({"organisation": organisation.pk} | more)
    return f"{plain_address('referrals:referral_list')}?{chosen}"


ORGANISATIONS = Register(
    app="referrals",
    name="organisation",
    folder="organisations",
    model=Organisation,
    listing=ListPage(
        name="organisations",
        title=_("Organisations"),
        lead=_("Whom we refer to, work with, ride with or are paid by."),
        columns=(
            Column("name", _("Name"), lambda row: Link(row.name, row.get_absolute_url()), "name"),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
            Column("services", _("Services"), services_of),
            Column("state", _("State"), state_of, "is_active"),
        ),
        filters=OrganisationFilter,
        sort="name",
        empty_title=_("No organisation yet"),
        empty_text=_("Add the agencies and partners that you refer people to."),
    ),
    add_label=_("Add an organisation"),
    view=Permission.DIRECTORY_VIEW,
    edit=Permission.DIRECTORY_EDIT,
    fields=("name", "kind", "is_active", "counties", "services"),
    hints={
        "name": _("As it writes itself. It is shown wherever somebody is referred."),
        "is_active": _("Only these are offered when a referral is drafted."),
        "services": _("What it does for the people we send."),
    },
    form_mixin=OrganisationForm,
    rows=all_rows(Organisation),
    list_acts=registers_beside,
    check=refuse_known_name,
    facts=facts,
    tags=lambda row: [state_of(row)],
    panels=panels,
)
