"""Money spent on the lines of the plan's budget; it stands beside the budget, no indicator counts it."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programmes.models import Expenditure
from programmes.plan_lines import plan_lines
from tracekenya.lib.rules import refuse_future
from tracekenya.pages.cells import words
from tracekenya.pages.facts import Fact, fact, facts_of, label_of
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.access import OutsideRole
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.ui.tables import Link

PARTED = "|"  # between area and line in the one control that asks for both


def areas() -> list[tuple[str, str]]:
    """Return code and label of the key focus areas that have lines, in the plan's order."""
    return list({line.kfa: (line.kfa, line.kfa_label) for line in plan_lines()}.values())


class ExpenditureFilter(filters.FilterSet):
    kfa = filters.ChoiceFilter(label=_("Key focus area"), choices=areas, empty_label=_("Any"))
    year = filters.NumberFilter(label=_("Year"), method="by_year", min_value=1900, max_value=2199)

    class Meta:
        model = Expenditure
        fields: list[str] = []

    def by_year(self, rows, name: str, value):
        return rows.filter(spent_on__year=int(value))


class ExpenditureForm(forms.Form):
    """Asks for area and line at once, so that nobody enters a line under another area."""

    line = forms.ChoiceField(label=_("Line of the budget"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for line in plan_lines():
            group = groups.setdefault(line.kfa_label, [])
            group.append((f"{line.kfa}{PARTED}{line.name}", line.label))
        self.fields["line"].choices = [("", "---------"), *groups.items()]  # type: ignore[attr-defined]
        self.fields["line"].help_text = _("As the plan names it. The budget page shows the sums.")
        row = self.instance  # type: ignore[attr-defined]  # of the model form beside this one
        if row.line:
            self.initial["line"] = f"{row.kfa}{PARTED}{row.line}"

    def clean(self) -> dict[str, Any]:
        """Return area and line as the row keeps them."""
        cleaned = super().clean() or self.cleaned_data
        kfa, parted, line = (cleaned.get("line") or "").partition(PARTED)
        return cleaned | {"kfa": kfa, "line": line} if parted else cleaned


def rows(user: Any) -> QuerySet:
    """Return every row; to the board, which sees sums only, the page does not exist."""
    if user.scope(Permission.BUDGET_VIEW) is not Scope.ORGANISATION:
        raise OutsideRole(Permission.BUDGET_VIEW)
    return Expenditure.objects.all()


def line_of(row: Expenditure) -> str:
    """Return the line in the reader's language; one that the plan no longer has as it was written."""
    labels = {(line.kfa, line.name): line.label for line in plan_lines()}
    return labels.get((row.kfa, row.line), row.line)


def facts(row: Expenditure, user: Any) -> list[Fact]:
    kfa = dict(areas()).get(row.kfa, row.kfa)
    return [
        *facts_of(row, ["spent_on"]),
        fact(label_of(Expenditure, "kfa"), kfa),
        fact(label_of(Expenditure, "line"), line_of(row)),
        *facts_of(row, ["amount_kes"]),
    ]


EXPENDITURE = Register(
    app="programmes",
    name="expenditure",
    folder="registers/expenditure",
    model=Expenditure,
    listing=ListPage(
        name="expenditure",
        title=_("Expenditure"),
        columns=(
            Column(
                "day",
                _("Spent on"),
                lambda row: Link(words(row.spent_on), row.get_absolute_url()),
                "spent_on",
            ),
            Column("kfa", _("Key focus area"), lambda row: row.kfa.replace("KFA", "KFA "), "kfa"),
            Column("line", _("Line of the budget"), lambda row: row.line, "line"),
            Column(
                "amount",
                _("Amount, KES"),
                lambda row: row.amount_kes,
                "amount_kes",
                is_numeric=True,
            ),
        ),
        filters=ExpenditureFilter,
        sort="-day",
        empty_title=_("No expenditure yet"),
        empty_text=_("Enter what was spent on each line of the budget, at least once a quarter."),
    ),
    add_label=_("Add expenditure"),
    view=Permission.BUDGET_VIEW,
    edit=Permission.BUDGET_EDIT,
    fields=("spent_on", "line", "amount_kes"),
    hints={
        "spent_on": _("The day, or the last day of the quarter for a sum."),
        "amount_kes": _("Whole shillings."),
    },
    rows=rows,
    form_mixin=ExpenditureForm,
    check=lambda row: refuse_future(row.spent_on, "spent_on"),
    facts=facts,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
