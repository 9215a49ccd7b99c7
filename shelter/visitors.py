"""The list of visitors of the houses, and what the page of one visit says."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter.filters import of_house
from shelter.house_records import TEXTS_OF_STAY
from shelter.models import Admission, Visit
from shelter.moments import moment_words
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.fields import may_read
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

FIELDS = (
    "names", "phone", "id_kind", "id_number", "relation", "purpose", "resident_agrees", "came_at",
    "left_at", "items_checked", "outcome", "refusal_reason",
)  # fmt: skip
OUTCOMES = {"admitted": "success", "refused": "warning"}


def visible_visits(user) -> QuerySet[Visit]:
    """Return the visits that the person may see, without what a list does not show."""
    rows = Visit.objects.visible_to(user, Permission.VISITOR_VIEW)
    return rows.select_related("shelter__office", "admission__case").defer(
        "names", "phone", "id_number", *TEXTS_OF_STAY
    )


def to_resident(stay: Admission) -> QuerySet[Visit]:
    """Return the visits to one resident, the latest first, without who came."""
    return Visit.objects.filter(admission=stay).defer("names", "phone", "id_number")


def words_of(visit: Visit) -> str:
    """Return what a visit was, in open words: for what, who it was to the resident, when; no name."""
    who = f" ({visit.get_relation_display()})" if visit.relation else ""
    return f"{visit.get_purpose_display()}{who}, {moment_words(visit.came_at)}"


def facts(visit: Visit, user) -> list[Fact]:
    resident = visit.admission
    to = fact(_now("To whom"), resident.case.code if resident else "", url=resident.get_absolute_url() if resident else "")  # fmt: skip
    return [to, *facts_of(visit, FIELDS, reader=user)]


def outcome_of(visit: Visit) -> Tag:
    return Tag(visit.get_outcome_display(), OUTCOMES.get(visit.outcome, ""))


def tags_of(visit: Visit, user) -> list[Tag]:
    """Return whether the visitor was let in; that our register fits, to who may see the names."""
    found = [outcome_of(visit)]
    if visit.matched and may_read(user, Visit, "matched"):
        found.append(Tag(_now("Matches our register"), "danger"))
    return found


def acts_on(visit: Visit) -> list[Act]:
    keep = Permission.VISITOR_KEEP
    edit = Act(_now("Change"), address("shelter:visit_edit", visit.pk), "edit", keep)
    if visit.left_at is not None or visit.outcome != "admitted":
        return [edit]
    return [Act(_now("Leaves now"), address("shelter:visit_leave", visit.pk), "leave", keep, is_post=True), edit]  # fmt: skip


def _whom(visit: Visit) -> str:
    return visit.admission.case.code if visit.admission else ""


def _when(visit: Visit) -> Link:
    return Link(moment_words(visit.came_at), visit.get_absolute_url())


class VisitFilter(filters.FilterSet):
    shelter = of_house()
    purpose = filters.ChoiceFilter(
        label=_("For what"), choices=lambda: choices("visit_purpose"), empty_label=_("Any")
    )
    outcome = filters.ChoiceFilter(
        label=_("Let in"), choices=lambda: choices("visit_outcome"), empty_label=_("Any")
    )
    here = filters.ChoiceFilter(
        label=_("In the house now"), choices=[("yes", _("Yes"))], empty_label=_("Any"),
        method="by_here",
    )  # fmt: skip

    class Meta:
        model = Visit
        fields: list[str] = []

    def by_here(self, rows, name: str, value: str):
        return rows.filter(left_at__isnull=True, outcome="admitted")


VISITS = ListPage(
    name="visitors",
    title=_("Visitors"),
    lead=_("Who came for what; names stand on the page of each visit alone."),
    columns=(
        Column("came", _("Came at"), _when, "came_at"),
        Column("house", _("Shelter"), lambda row: row.shelter, "shelter__office__name"),
        Column("purpose", _("For what"), lambda row: row.get_purpose_display(), "purpose"),
        Column("whom", _("To whom"), _whom, "admission__case__code"),
        Column("outcome", _("Outcome"), outcome_of, "outcome"),
        Column("left", _("Left at"), lambda row: row.left_at, "left_at"),
    ),
    filters=VisitFilter,
    sort="-came",
    empty_title=_("No visitor yet"),
    empty_text=_("Open a shelter and press “Visitor”, before you let anybody in."),
)  # fmt: skip
