"""What we own or run for our own income; what is held counts for 4.8."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import Investment
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link


class InvestmentFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("Type"), choices=lambda: choices("investment_type"), empty_label=_("Any")
    )
    held = filters.ChoiceFilter(
        label=_("State"),
        choices=[("held", _("Owned")), ("given_up", _("Given up"))],
        empty_label=_("Any"),
        method="by_state",
    )

    class Meta:
        model = Investment
        fields: list[str] = []

    def by_state(self, rows, name: str, value: str):
        given_up = {"disposed_on__lte": timezone.localdate()}
        return rows.filter(**given_up) if value == "given_up" else rows.exclude(**given_up)


def state_of(investment: Investment) -> Tag:
    day = investment.disposed_on
    is_given_up = day is not None and day <= timezone.localdate()
    return Tag(_("Given up")) if is_given_up else Tag(_("Owned"), "success")


def check(investment: Investment) -> None:
    """Refuse days to come or in the wrong order, and the same thing twice. Raises DomainError."""
    refuse_future(investment.acquired_on, "acquired_on")
    refuse_future(investment.disposed_on, "disposed_on")
    refuse_before(
        investment.disposed_on,
        investment.acquired_on,
        field="disposed_on",
        sentence=_now("It cannot be given up on %(day)s, before it was acquired (%(earliest)s)."),
    )
    twins = Investment.objects.exclude(pk=investment.pk).filter(
        kind=investment.kind, name__iexact=investment.name, disposed_on__isnull=True
    )
    if investment.disposed_on is None and twins.exists():
        raise DomainError(
            _now("We hold one of this type and name already. Give this one another name."),
            field="name",
        )


INVESTMENTS = Register(
    app="programmes",
    name="investment",
    folder="registers/investments",
    model=Investment,
    listing=ListPage(
        name="investments",
        title=_("Investments"),
        columns=(
            Column("name", _("Name"), lambda row: Link(row.name, row.get_absolute_url()), "name"),
            Column("kind", _("Type"), lambda row: row.get_kind_display(), "kind"),
            Column("acquired", _("Acquired on"), lambda row: row.acquired_on, "acquired_on"),
            Column("given_up", _("Given up on"), lambda row: row.disposed_on, "disposed_on"),
            Column(
                "value", _("Value, KES"), lambda row: row.value_kes, "value_kes", is_numeric=True
            ),
            Column(
                "income",
                _("Income a year, KES"),
                lambda row: row.yearly_income_kes,
                "yearly_income_kes",
                is_numeric=True,
            ),
            Column("state", _("State"), state_of),
        ),
        filters=InvestmentFilter,
        sort="acquired",
        empty_title=_("No investment yet"),
        empty_text=_("Enter land, houses or services that bring the organisation its own income."),
    ),
    add_label=_("Add an investment"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.INSTITUTION_REGISTER_EDIT,
    fields=("kind", "name", "acquired_on", "disposed_on", "value_kes", "yearly_income_kes"),
    hints={
        "name": _("So that staff know which one is meant. No names of persons."),
        "disposed_on": _("From this day on indicator 4.8 no longer counts it."),
    },
    rows=all_rows(Investment),
    check=check,
    tags=lambda row: [state_of(row)],
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
