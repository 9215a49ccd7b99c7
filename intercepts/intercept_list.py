"""The list of intercepts: all that staff may see, or the receipts of the monitor's own."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intercepts.filters import InterceptFilter, OwnInterceptFilter
from intercepts.models import Intercept, InterceptedPerson, JourneyTally
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link


def visible_intercepts(user) -> QuerySet:
    """Return the intercepts that `user` may see, with station and people, without what is sealed."""
    people = InterceptedPerson.objects.only("intercept_id", "intercept_type", "final_class")
    rows = Intercept.objects.visible_to(user).select_related("station")
    return rows.prefetch_related(Prefetch("people", people)).defer("narrative", "vehicle_plate")


def tallies_of(user) -> list[JourneyTally]:
    """Return the last ten tallies that the person made; none for those who make none."""
    if not user.can(Permission.INTERCEPT_RECORD):
        return []
    rows = JourneyTally.objects.filter(recorded_by=user).select_related("station")
    return list(rows.order_by("-recorded_at")[:10])


def status_of(people: Collection[InterceptedPerson]) -> str:
    """Return how far the office is with the people of one intercept, in words."""
    return str(state_of(people).text)


def state_of(people: Collection[InterceptedPerson]) -> Tag:
    """Return the same as a tag."""
    classed = sum(1 for person in people if person.final_class)
    if not classed:
        return Tag(_now("Received, not classed yet"), "warning")
    if classed == len(people):
        return Tag(_now("Classed"), "success")
    words = ngettext("%(number)d of them classed", "%(number)d of them classed", classed)
    return Tag(words % {"number": classed}, "info")


def main_type(intercept: Intercept) -> str:
    """Return the type that most of its people have, in words; the first one of equals."""
    types = Counter(person.intercept_type for person in intercept.people.all())
    return label("intercept_type", types.most_common(1)[0][0]) if types else ""


CODE = Column(
    "code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code", is_whole=True
)
DAY = Column("day", _("Day"), lambda row: row.happened_on, "happened_on")
STATION = Column("station", _("Station"), lambda row: row.station.name, "station__name")
STATE = Column("state", _("State"), lambda row: state_of(row.people.all()))

INTERCEPTS = ListPage(
    name="intercepts",
    title=_("Intercepts"),
    columns=(
        CODE,
        DAY,
        STATION,
        Column("type", _("Main type"), main_type),
        Column("people", _("People"), lambda row: len(row.people.all()), is_numeric=True),
        STATE,
    ),
    filters=InterceptFilter,
    sort="-day",
    empty_title=_("No intercepts here"),
    empty_text=_("They stand here as soon as one is recorded."),
)
OWN_INTERCEPTS = ListPage(
    name="own-intercepts",
    title=_("Intercepts"),
    lead=_("What you recorded, and that it arrived. Names are not shown again."),
    columns=(
        CODE,
        STATION,
        Column("received", _("Received"), lambda row: row.recorded_at, "recorded_at"),
        STATE,
    ),
    filters=OwnInterceptFilter,
    sort="-received",
    empty_title=_("No intercepts here"),
    empty_text=_("Record the first person you meet, or count people without signs."),
)
