"""Transport operators: saccos and companies, with their crews, trainings and intercepts."""

from typing import Any

import django_filters as filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intercepts.actions import operators
from intercepts.models import TransportOperator
from intercepts.registers import by_year
from tracekenya.directory.models import OF_TRANSPORT, Organisation
from tracekenya.lib.addresses import plain_address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.tables import Link

MOST_SHOWN = 20  # trainings on an operator's page
YES, NO = "yes", "no"


class OperatorFilter(filters.FilterSet):
    mode = filters.ChoiceFilter(
        label=_("Kind of vehicle"), choices=lambda: choices("transport_mode"), empty_label=_("Any")
    )
    trained = filters.ChoiceFilter(
        label=_("Its crews were trained"), choices=[(YES, _("Yes")), (NO, _("No"))],
        empty_label=_("Any"), method="by_training",
    )  # fmt: skip

    class Meta:
        model = TransportOperator
        fields: list[str] = []

    def by_training(self, rows, name: str, value: str):
        return rows.filter(is_trained=value == YES)


class OperatorForm(forms.Form):
    """A new operator is an organisation of the directory, or one that is entered by its name here."""

    new_name = forms.CharField(
        label=_("Or the name of a new one"), required=False, max_length=160,
        help_text=_("It is added to the directory too."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance._state.adding:
            del self.fields["new_name"]
            self.helper = PageFormHelper(self)
            return
        self.fields["organisation"] = forms.ModelChoiceField(
            Organisation.objects.filter(transport_operator=None, kind__in=OF_TRANSPORT),
            label=_("Organisation"), required=False, empty_label=_("Not in the list"),
            help_text=_("Saccos and companies of the directory that are no operator yet."),
        )  # fmt: skip
        self.order_fields(["organisation", "new_name"])
        self.helper = PageFormHelper(self)


def trained_tag(operator: TransportOperator) -> Tag:
    return Tag(_("Trained"), "success") if operator.is_trained else Tag(_("Not trained yet"))


def facts(operator: TransportOperator, user: Any) -> list[Fact]:
    organisation = operator.organisation
    url = organisation.get_absolute_url() if user.can(Permission.DIRECTORY_VIEW) else ""
    return [
        fact(_("Organisation"), organisation.name, url=url),
        fact(_("Kind"), organisation.get_kind_display()),
        *facts_of(operator, ("mode", "is_trained")),
    ]


def panels(operator: TransportOperator, user: Any) -> list[Panel]:
    """Return crew, trainings and intercepts, each for those who may see them."""
    found = []
    fleet = list(operator.vehicles.order_by("fleet", "code")[:MOST_SHOWN])
    if fleet:
        context = {"fleet": fleet, "operator": operator}
        found.append(Panel("vehicles", str(_("Vehicles")), "intercepts/_fleet.html", context))
    if user.can(Permission.DIRECTORY_VIEW):
        context = {
            "operator": operator,
            "crew": operator.organisation.crew.all(),
            "may_open": user.can(Permission.INTERCEPT_RECORD)
            or user.can(Permission.DIRECTORY_EDIT),
            "may_edit": user.can(Permission.DIRECTORY_EDIT),
        }
        found.append(Panel("crew", str(_("Crew")), "intercepts/_crew.html", context))
    if user.can(Permission.ACTIVITY_VIEW):
        trainings = operator.organisation.trainings.order_by("-held_on")[:MOST_SHOWN]
        found.append(
            Panel("trainings", str(_("Trainings")), "intercepts/_trainings.html",
                  {"trainings": trainings})
        )  # fmt: skip
    return [*found, *by_year.panel_for(user, "operator", operator.pk)]


def acts(operator: TransportOperator, user: Any) -> list[Act]:
    letter = reverse("intercepts:operator_thanks", args=[operator.pk])
    return [Act(_("Letter of thanks"), letter, "print", Permission.PROGRAMME_REGISTER_EDIT)]


OPERATORS = Register(
    app="intercepts",
    name="operator",
    folder="operators",
    model=TransportOperator,
    listing=ListPage(
        name="operators",
        title=_("Saccos and companies"),
        columns=(
            Column(
                "name", _("Name"), lambda row: Link(str(row), row.get_absolute_url()),
                "organisation__name",
            ),
            Column("mode", _("Kind of vehicle"), lambda row: row.get_mode_display(), "mode"),
            Column("trained", _("Crews"), trained_tag, "is_trained"),
        ),
        filters=OperatorFilter,
        sort="name",
        empty_title=_("No operator yet"),
        empty_text=_("Add the saccos and companies whose vehicles pass our stations."),
    ),
    add_label=_("Add an operator"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.PROGRAMME_REGISTER_EDIT,
    fields=("mode", "is_trained"),
    form_mixin=OperatorForm,
    rows=lambda user: TransportOperator.objects.select_related("organisation"),
    facts=facts,
    tags=lambda row: [trained_tag(row)],
    panels=panels,
    acts=acts,
    list_acts=lambda user: [
        Act(
            _("What trainings led to"), plain_address("reporting:training_yield"), "chart",
            Permission.INDICATOR_TRUE_NUMBERS,
        )
    ],
    add=operators.add,
)  # fmt: skip
