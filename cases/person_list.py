"""The list of people by code: sex, child or adult, where from; never a name or an age in years."""

from django.db import models
from django.db.models import Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.ages import of_majority
from cases.filters import MAJORITY_WORDS, UNKNOWN, PersonFilter
from cases.models import Case, Person
from cases.search import people_in_reach
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link


def visible_people(user) -> models.QuerySet[Person]:
    """Return the people of the cases that `user` may see, with nothing that identifies them.

    `case_count`: their cases in reach; `majority`: "child", "adult" or "unknown" today.
    """
    today = Value(timezone.localdate())
    mine = Case.objects.visible_to(user).filter(person=OuterRef("pk")).order_by()
    counted = mine.values("person").annotate(n=Count("pk")).values("n")
    return (
        people_in_reach(user, Permission.CASE_VIEW)
        .filter(merged_into__isnull=True)
        .select_related("home_county")
        .only("code", "sex", "nationality", "home_county__name")
        .annotate(
            case_count=Coalesce(Subquery(counted), 0),
            majority=models.Case(
                When(of_majority("child", today), then=Value("child")),
                When(of_majority("adult", today), then=Value("adult")),
                default=Value(UNKNOWN),
            ),
        )
    )


PEOPLE = ListPage(
    name="people",
    title=_("People by code"),
    lead=_("Everybody whom you may see. Names stay sealed: open the identity from a person's page."),
    columns=(
        Column("code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code", is_whole=True),
        Column("sex", _("Sex"), lambda row: row.get_sex_display(), "sex"),
        Column("majority", _("Child or adult today"), lambda row: MAJORITY_WORDS[row.majority]),
        Column("nationality", _("Nationality"), lambda row: row.nationality or _("Not known"), "nationality"),
        Column("home", _("Home county"), lambda row: row.home_county or _("Not known"), "home_county__name"),
        Column("cases", _("Cases"), lambda row: row.case_count, is_numeric=True),
    ),
    filters=PersonFilter,
    sort="-code",
    empty_title=_("Nobody here"),
    empty_text=_("You see the people of the cases that you work on. A person is entered when a case is opened."),
)  # fmt: skip
