"""The tasks of a house by day: whose each is, what is done, and what yesterday's list leaves for today."""

import datetime as dt
import uuid

import django_filters as filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter import rollcall
from shelter.enums import RollState
from shelter.filters import of_house
from shelter.house_records import TEXTS_OF_STAY
from shelter.models import Admission, Chore, Shelter
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.facts import facts_of as record_facts
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

DAYS = (("today", _("Today")), ("before", _("Earlier")))
STATES = (("open", _("Not done")), ("done", _("Done")))


def visible_chores(user) -> QuerySet[Chore]:
    """Return the tasks of the houses that the person may read, each with `is_seen`: may the code be shown."""
    stays = Admission.objects.visible_to(user, Permission.HOUSE_READ)
    rows = Chore.objects.visible_to(user, Permission.HOUSE_READ)
    return (
        rows.select_related("shelter__office", "admission__case")
        .defer(*TEXTS_OF_STAY)
        .annotate(is_seen=Exists(stays.filter(pk=OuterRef("admission"))))
    )


def whose(chore: Chore) -> str:
    """Return the case code of whose task it is, "" for nobody's or of a stay that is not seen."""
    return chore.admission.case.code if chore.admission and chore.is_seen else ""  # type: ignore[attr-defined]


def state_of(chore: Chore) -> Tag:
    return Tag(_("Done"), "success") if chore.done_at else Tag(_("Not done"), "warning")


def to_share(shelter: Shelter, day: dt.date) -> list[Chore]:
    """Return the tasks of the last day with any before `day` that `day` does not have yet, by name."""
    last = shelter.chores.filter(day__lt=day).order_by("-day").values_list("day", flat=True).first()
    if last is None:
        return []
    here = set(shelter.chores.filter(day=day).values_list("chore", flat=True))
    earlier = shelter.chores.filter(day=last).select_related("admission__case").order_by("chore")
    return [chore for chore in earlier if chore.chore not in here]


def turns_of(shelter: Shelter, user, now: dt.datetime) -> list[Admission]:
    """Return who may take a task now, by case code: in the house at this moment, and seen by `user`."""
    residents, _hidden = rollcall.seen_by(user, rollcall.expected_in(shelter, now))
    return [each.stay for each in residents if each.state is RollState.PRESENT]


def acts_on(chore: Chore) -> list[Act]:
    keep = Permission.HOUSE_KEEP
    edit = Act(_now("Change"), address("shelter:chore_edit", chore.pk), "edit", keep)
    if chore.done_at is not None:
        return [edit]
    done = address("shelter:chore_done", chore.pk)
    return [Act(_now("Done"), done, "check", keep, is_post=True), edit]


def facts_of(chore: Chore) -> list[Fact]:
    code = whose(chore)
    url = chore.admission.get_absolute_url() if code and chore.admission else ""
    turn = fact(_now("Whose turn"), code, url=url)
    return [*record_facts(chore, ["day"]), turn, *record_facts(chore, ["done_at"])]


def acts_of(shelter: Shelter) -> list[Act]:
    """Return what may be done with the tasks of today in the house that `house_of` found."""
    keep = Permission.HOUSE_KEEP
    add = Act(_now("Add a chore"), address("shelter:chore_add", shelter.pk), "plus", keep)
    if not shelter.has_earlier_chores:  # type: ignore[attr-defined]  # see house_of
        return [add]
    share = address("shelter:chores_share", shelter.pk)
    return [Act(_now("Share out as before"), share, "people", keep, is_post=True), add]


def house_of(user, key: str) -> Shelter | None:
    """Return the house that the address names, if the person keeps its days; None for no house.

    `has_earlier_chores` stands on it: one query for both.
    """
    try:
        asked = uuid.UUID(key)
    except ValueError:
        return None
    earlier = Chore.objects.filter(shelter=OuterRef("pk"), day__lt=timezone.localdate())
    houses = Shelter.objects.visible_to(user, Permission.HOUSE_KEEP).filter(pk=asked)
    return houses.select_related("office").annotate(has_earlier_chores=Exists(earlier)).first()


def list_of(shelter: Shelter) -> str:
    """Return the address of the tasks of one house today."""
    return f"{plain_address('shelter:chore_list')}?shelter={shelter.pk}&day=today"


class ChoreFilter(filters.FilterSet):
    shelter = of_house()
    day = filters.ChoiceFilter(label=_("Day"), choices=DAYS, empty_label=_("Any"), method="by_day")
    state = filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("Any"), method="by_state"
    )

    class Meta:
        model = Chore
        fields: list[str] = []

    def by_day(self, rows, name: str, value: str):
        today = timezone.localdate()
        return rows.filter(day=today) if value == "today" else rows.filter(day__lt=today)

    def by_state(self, rows, name: str, value: str):
        return rows.filter(done_at__isnull=value == "open")


CHORES = ListPage(
    name="chores",
    title=_("Chores"),
    lead=_("Small tasks of each day, shared out in turn; by case code only."),
    columns=(
        Column("chore", _("Task"), lambda row: Link(row.chore, row.get_absolute_url()), "chore"),
        Column("day", _("Day"), lambda row: row.day, "day"),
        Column("who", _("Whose turn"), whose),
        Column("state", _("State"), state_of),
        Column("house", _("Shelter"), lambda row: row.shelter, "shelter__office__name"),
    ),
    filters=ChoreFilter,
    sort="-day",
    empty_title=_("No chore yet"),
    empty_text=_("Open a shelter, then “Chores”, and add what is to be done today."),
)  # fmt: skip
