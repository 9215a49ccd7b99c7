"""Money received, day by day; what came in within a year is 4.2."""

from typing import Any

import django_filters as filters
from django.db.models import Q, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import FundingRecord
from tracekenya.directory.models import Organisation
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_future
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import words
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column as TableColumn
from tracekenya.ui.tables import Link, Table

MOST_YEARS = 10  # of the totals above the list


def donors(request: Any = None) -> Any:
    """Return the organisations that gave something, for the filter."""
    return Organisation.objects.filter(funding__isnull=False).distinct().order_by("name")


class FundingFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: choices("funding_kind"), empty_label=_("Any")
    )
    donor = filters.ModelChoiceFilter(label=_("Donor"), queryset=donors, empty_label=_("Any"))
    year = filters.NumberFilter(label=_("Year"), method="by_year", min_value=1900, max_value=2199)

    class Meta:
        model = FundingRecord
        fields: list[str] = []

    def by_year(self, rows, name: str, value):
        return rows.filter(received_on__year=int(value))


def check(receipt: FundingRecord) -> None:
    """Refuse a day to come, a grant of nobody, and the same receipt twice. Raises DomainError."""
    refuse_future(receipt.received_on, "received_on")
    if receipt.kind == "grant" and receipt.donor_id is None:
        raise DomainError(_now("Choose who gave the grant."), field="donor")
    if receipt.kind == "own_income" and receipt.donor_id is not None:
        raise DomainError(
            _now("Own income has no donor: leave it empty, or choose another kind."), field="donor"
        )
    twins = FundingRecord.objects.exclude(pk=receipt.pk).filter(
        received_on=receipt.received_on, kind=receipt.kind, amount_kes=receipt.amount_kes
    )
    if receipt.donor_id and twins.filter(donor=receipt.donor_id).exists():
        raise DomainError(
            _now("The same amount of this donor on this day is in the register already."),
            field="amount_kes",
        )


def totals(user: Any) -> dict[str, Any]:
    """Return the table of yearly totals, the latest year first; one statement."""
    each = FundingRecord.objects.order_by().annotate(year=ExtractYear("received_on"))
    found = each.values("year").annotate(
        sum=Sum("amount_kes"),
        **{
            kind: Sum("amount_kes", filter=Q(kind=kind)) for kind, _label in choices("funding_kind")
        },
    )
    kinds = choices("funding_kind")
    heads = [TableColumn(_now("Year")), TableColumn(_now("All, KES"), is_numeric=True)]
    heads += [TableColumn(str(label), is_numeric=True) for _code, label in kinds]
    rows = [
        (Link(str(one["year"]), f"?year={one['year']}"), words(one["sum"]))
        + tuple(words(one[kind] or 0) for kind, _label in kinds)
        for one in found.order_by("-year")[:MOST_YEARS]
    ]
    return {"totals": Table(_now("Received a year, KES"), heads, rows)}


FUNDING = Register(
    app="programmes",
    name="funding",
    folder="registers/funding",
    model=FundingRecord,
    listing=ListPage(
        name="funding",
        title=_("Funding"),
        columns=(
            Column(
                "day",
                _("Received on"),
                lambda row: Link(words(row.received_on), row.get_absolute_url()),
                "received_on",
            ),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
            Column("donor", _("Donor"), lambda row: row.donor and row.donor.name, "donor__name"),
            Column(
                "amount",
                _("Amount, KES"),
                lambda row: row.amount_kes,
                "amount_kes",
                is_numeric=True,
            ),
        ),
        filters=FundingFilter,
        sort="-day",
        empty_title=_("No money received yet"),
        empty_text=_("Enter each receipt with its day: the sum of a year is indicator 4.2."),
    ),
    add_label=_("Add a receipt"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.INSTITUTION_REGISTER_EDIT,
    fields=("received_on", "kind", "donor", "amount_kes"),
    hints={
        "received_on": _("The day on which the money was on our account. Its year is counted."),
        "donor": _("Needed for a grant. A private giver is not named here."),
        "amount_kes": _("Whole shillings, at the rate of that day."),
    },
    rows=lambda user: FundingRecord.objects.select_related("donor"),
    check=check,
    list_template="programmes/funding_list.html",
    list_context=totals,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
