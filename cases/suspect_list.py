"""The list of people suspected, by code; presumed innocent."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cases.filters import SuspectFilter
from cases.models import Case, CaseSuspect, Charge, Suspect
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link

PRESUMED = _("Everybody is presumed innocent until a court decides otherwise.")


def visible_suspects(user) -> QuerySet[Suspect]:
    """Return the people suspected whom `user` may see, with nothing that identifies them.

    `case_count`: cases in reach; `charge_count`: counts against them.
    """
    cases = Case.objects.visible_to(user).values("pk")
    parts = CaseSuspect.objects.filter(suspect=OuterRef("pk"), case__in=cases).order_by()
    charges = Charge.objects.filter(suspect=OuterRef("pk")).order_by()
    return (
        Suspect.objects.visible_to(user)
        .only("code", "sex", "status", "nationality")
        .annotate(
            case_count=Coalesce(
                Subquery(parts.values("suspect").annotate(n=Count("pk")).values("n")), 0
            ),
            charge_count=Coalesce(
                Subquery(charges.values("suspect").annotate(n=Count("pk")).values("n")), 0
            ),
        )
    )


SUSPECTS = ListPage(
    name="suspects",
    title=_("People suspected"),
    lead=PRESUMED,
    columns=(
        Column("code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code", is_whole=True),
        Column("status", _("Status"), lambda row: row.get_status_display(), "status"),
        Column("sex", _("Sex"), lambda row: row.get_sex_display(), "sex"),
        Column("nationality", _("Nationality"), lambda row: row.nationality or _("Not known"), "nationality"),
        Column("cases", _("Cases"), lambda row: row.case_count, is_numeric=True),
        Column("charges", _("Charges"), lambda row: row.charge_count, is_numeric=True),
    ),
    filters=SuspectFilter,
    sort="-code",
    empty_title=_("Nobody is named"),
    empty_text=_("A person suspected is added from the page of a case, under “More steps”."),
)  # fmt: skip
