"""The list of one check's rows, with filter, pages and files like every other list."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.health.check import Check
from tracekenya.accounts.models import User
from tracekenya.pages.cells import Cell
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link


class OwnerFilter(filters.FilterSet):
    owner = filters.CharFilter(
        label=_("Owner"),
        field_name="owner_code",
        help_text=_("Staff code, or code name of a shelter."),
        widget=forms.TextInput(attrs={"maxlength": 80}),
    )


def list_of(check: Check, user: User) -> ListPage:
    """Return the list of `check`; its links lead straight to the form for those who may mend."""

    def name(row) -> Cell:
        return Link(check.subject.code(row), check.link(row, user))

    return ListPage(
        name=f"data-health-{check.slug}",
        title=check.title,
        lead=check.why,
        columns=(
            Column("code", _("Record"), name, check.subject.code_path),
            Column("day", _("Day"), check.day, check.subject.day_path),
            Column("owner", _("Owner"), lambda row: row.owner_code or check.owner_title),
        ),
        filters=OwnerFilter,
        sort="day",
        empty_title=_("Nothing missing"),
        empty_text=_("No record that you may see shows this fault."),
    )
