"""Partnerships: agreements with organisations; those in force count in 1.9, 3.5 and 4.4."""

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.filters import code_filter, codes_filter, term_filter, year_of_term_filter
from programmes.models import Partnership
from programmes.rules import check_partnership
from tracekenya.lib import vocabularies
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

STATE_TONES = {"active": "success", "prospect": "info", "dormant": "warning"}
SIGNED, UNSIGNED = "signed", "unsigned"


class PartnershipFilter(filters.FilterSet):
    themes = codes_filter("partnership_theme", _("Theme"))
    partner_type = code_filter("partner_type", _("Type of partner"))
    level = code_filter("partnership_level", _("Level"))
    status = code_filter("partnership_status", _("State"))
    agreement = filters.ChoiceFilter(
        label=_("Agreement"),
        choices=[(SIGNED, _("Signed")), (UNSIGNED, _("Not signed"))],
        empty_label=_("Any"),
        method="by_agreement",
    )
    term = term_filter()
    year = year_of_term_filter()

    class Meta:
        model = Partnership
        fields: list[str] = []

    def by_agreement(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(agreement_signed_on__isnull=value == UNSIGNED)


class PartnershipFields(forms.Form):
    """Organisations that we work with, and the one that the row has already."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        partners = self.fields["organisation"]
        here = self.instance.organisation_id
        partners.queryset = partners.queryset.filter(Q(is_active=True) | Q(pk=here))


def state_of(partnership: Partnership) -> Tag:
    """Return the state; an active one whose last day is past says so, for it counts no longer."""
    ends = partnership.ends_on
    if partnership.status == "active" and ends and ends < timezone.localdate():
        return Tag(_("Over by its last day"), "warning")
    if partnership.status == "active" and partnership.starts_on > timezone.localdate():
        return Tag(_("Still to begin"), "info")
    return Tag(partnership.get_status_display(), STATE_TONES.get(partnership.status, ""))


def themes_of(partnership: Partnership) -> str:
    return ", ".join(vocabularies.label("partnership_theme", code) for code in partnership.themes)


PARTNERSHIPS = Register(
    app="programmes",
    name="partnership",
    folder="partnerships",
    model=Partnership,
    listing=ListPage(
        name="partnerships",
        title=_("Partnerships"),
        columns=(
            Column(
                "partner",
                _("Partner"),
                lambda row: Link(str(row.organisation), row.get_absolute_url()),
                "organisation__name",
            ),
            Column("themes", _("Themes"), themes_of),
            Column("type", _("Type of partner"), lambda row: row.get_partner_type_display()),
            Column("level", _("Level"), lambda row: row.get_level_display(), "level"),
            Column("state", _("State"), state_of, "status"),
            Column("from", _("From"), lambda row: row.starts_on, "starts_on"),
            Column("until", _("Until"), lambda row: row.ends_on, "ends_on"),
            Column(
                "signed",
                _("Signed on"),
                lambda row: row.agreement_signed_on,
                "agreement_signed_on",
            ),
        ),
        filters=PartnershipFilter,
        sort="partner",
        empty_title=_("No partnership yet"),
        empty_text=_("Enter each organisation that we work with, on what, and since when."),
    ),
    add_label=_("Add a partnership"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.PROGRAMME_REGISTER_EDIT,
    fields=(
        "organisation", "themes", "partner_type", "level", "status", "starts_on", "ends_on",
        "agreement_signed_on",
    ),
    hints={
        "themes": _(
            "Advocacy for children's rights counts in 1.9, decent work in 3.5, strategic partnership"
            " in 4.4; the other themes in none."
        ),
        "partner_type": _("Needed for decent work and migrant workers: 3.5 is told by type."),
        "status": _("Prospects and dormant ones count in no year. An ended one counts until its end."),
        "starts_on": _("It counts from this day on; a day to come is possible."),
        "ends_on": _("The last day on which it counts. Leave it empty while no end is agreed."),
        "agreement_signed_on": _("4.4 counts strategic partnerships from the signing on."),
    },
    form_mixin=PartnershipFields,
    rows=lambda user: Partnership.objects.select_related("organisation"),
    check=check_partnership,
    tags=lambda row: [state_of(row)],
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)  # fmt: skip
