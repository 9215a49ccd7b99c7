"""Grants of the trust fund, by case code; training and payment count in 3.3 on their days."""

import django_filters as filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from programmes.access import may_change
from programmes.actions import grants
from programmes.filters import code_filter, day_filter
from programmes.grant_rules import check_grant
from programmes.models import BusinessVisit, TrustFundGrant
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.tables import Link

STATE_TONES = {
    "rejected": "danger",
    "disbursed": "success",
    "monitored": "success",
    "trained": "info",
}
NEVER, RUNNING, STOPPED = "never", "running", "stopped"


class GrantFilter(filters.FilterSet):
    status = code_filter("natf_status", _("State"))
    last_visit = filters.ChoiceFilter(
        label=_("Business at the last visit"),
        choices=[
            (RUNNING, _("Running")),
            (STOPPED, _("Not running")),
            (NEVER, _("Paid, never visited")),
        ],
        empty_label=_("Any"),
        method="by_last_visit",
    )
    paid_from = day_filter("disbursed_on", _("Paid from"), "gte")
    paid_to = day_filter("disbursed_on", _("Paid until"), "lte")
    trained_from = day_filter("trained_on", _("Trained from"), "gte")
    trained_to = day_filter("trained_on", _("Trained until"), "lte")

    class Meta:
        model = TrustFundGrant
        fields: list[str] = []

    def by_last_visit(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == NEVER:
            visited = BusinessVisit.objects.filter(grant=OuterRef("pk"))
            return rows.filter(~Exists(visited), disbursed_on__isnull=False)
        return rows.filter(was_alive=value == RUNNING)


class GrantFields(forms.Form):
    """The case by its code; a saved grant stays with its case."""

    case = forms.CharField(
        label=_("Case code"),
        max_length=14,
        help_text=_("For example TK-2026-00012. The code only: who it is stays in the case."),
        validators=[RegexValidator(r"^TK-\d{4}-\d{5}$", _("Enter a code such as TK-2026-00012."))],
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["case"]
            self.helper = PageFormHelper(self)

    def clean_case(self) -> str:
        return self.cleaned_data["case"].upper()


def rows_for(user) -> QuerySet:
    visits = BusinessVisit.objects.filter(grant=OuterRef("pk"))
    return (
        TrustFundGrant.objects.visible_to(user)
        .select_related("case")
        .defer("case__summary", "case__closing_note")
        .annotate(
            was_alive=Subquery(visits.order_by("-visited_on").values("is_alive")[:1]),
            visit_count=Count("visits"),
        )
    )


def state_of(grant: TrustFundGrant) -> Tag:
    return Tag(grant.get_status_display(), STATE_TONES.get(grant.status, ""))


def business_of(grant: TrustFundGrant) -> Tag | None:
    if grant.was_alive is None:
        return None
    return Tag(_("Running"), "success") if grant.was_alive else Tag(_("Not running"), "warning")


def facts(grant: TrustFundGrant, user) -> list[Fact]:
    sees_case = user.can(Permission.CASE_VIEW) and (
        Case.objects.visible_to(user).filter(pk=grant.case_id).exists()
    )
    case_url = grant.case.get_absolute_url() if sees_case else ""
    return [
        fact(_("Case"), grant.case.code, url=case_url),
        *facts_of(
            grant, ("status", "trained_on", "disbursed_on", "amount_kes", "business"), reader=user
        ),
    ]


def panels(grant: TrustFundGrant, user) -> list[Panel]:
    context = {
        "visits": grant.visits.all(),
        "may_edit": may_change(user, grant),
        "is_paid": grant.disbursed_on is not None,
        "add_url": address("programmes:business_visit_add", grant.pk),
    }
    return [Panel("visits", _("Visits to the business"), "programmes/_visits.html", context)]


def acts(grant: TrustFundGrant, user) -> list[Act]:
    if grant.disbursed_on is None or not may_change(user, grant):
        return []
    url = address("programmes:business_visit_add", grant.pk)
    return [Act(_("Write down a visit"), url, "plus", Permission.GRANT_EDIT)]


GRANTS = Register(
    app="programmes",
    name="trust_fund_grant",
    folder="trust-fund",
    model=TrustFundGrant,
    listing=ListPage(
        name="trust-fund-grants",
        title=_("Trust fund grants"),
        columns=(
            Column(
                "case",
                _("Case"),
                lambda row: Link(row.case.code, row.get_absolute_url()),
                "case__code",
            ),
            Column("state", _("State"), state_of, "status"),
            Column("trained", _("Trained on"), lambda row: row.trained_on, "trained_on"),
            Column("paid", _("Paid on"), lambda row: row.disbursed_on, "disbursed_on"),
            Column(
                "amount",
                _("Amount, KES"),
                lambda row: row.amount_kes,
                "amount_kes",
                is_numeric=True,
            ),
            Column("alive", _("At the last visit"), business_of),
            Column("visits", _("Visits"), lambda row: row.visit_count, is_numeric=True),
        ),
        filters=GrantFilter,
        sort="-case",
        empty_title=_("No grant here"),
        empty_text=_(
            "A grant begins with the code of a case. You see those of the cases that you may see."
        ),
    ),
    add_label=_("Begin a grant"),
    view=Permission.GRANT_VIEW,
    edit=Permission.GRANT_EDIT,
    fields=("case", "status", "trained_on", "disbursed_on", "amount_kes", "business"),
    hints={
        "status": _("How far it has come. The days below must agree with it."),
        "trained_on": _("The day counts the person in 3.3. Leave it empty until then."),
        "disbursed_on": _("The day on which the person had the money, not that of the decision."),
        "amount_kes": _("Needed once money is paid."),
        "business": _("The kind only, for example poultry; nothing by which one finds the person."),
    },
    form_mixin=GrantFields,
    rows=rows_for,
    editable=lambda user, row: may_change(user, row),
    check=check_grant,
    add=grants.open_grant,
    facts=facts,
    tags=lambda row: [state_of(row)],
    panels=panels,
    acts=acts,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
