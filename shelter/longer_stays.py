"""The list of questions to stay longer, and what the page of one says."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.reveals import Reveal
from shelter.filters import houses_of
from shelter.house_records import TEXTS_OF_STAY, get_of_stay
from shelter.models import Admission, StayExtension
from shelter.stay_rows import read_together
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

TONES = {"granted": "success", "refused": "danger"}


class ExtensionFilter(filters.FilterSet):
    shelter = filters.ModelChoiceFilter(
        label=_("Shelter"),
        queryset=houses_of,
        field_name="admission__shelter",
        empty_label=_("Any"),
    )
    state = filters.ChoiceFilter(
        label=_("State"), choices=[("waits", _("Waits for an answer")), ("decided", _("Decided"))],
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip
    reason = filters.ChoiceFilter(
        label=_("Reason"), choices=lambda: choices("extension_reason"), empty_label=_("Any")
    )

    class Meta:
        model = StayExtension
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(verdict="") if value == "waits" else rows.exclude(verdict="")


def visible_extensions(user) -> QuerySet[StayExtension]:
    rows = StayExtension.objects.visible_to(user)
    related = ("admission__case", "admission__shelter__office", "recorded_by")
    return rows.select_related(*related).defer("words", *TEXTS_OF_STAY)


def of_stay(stay: Admission) -> list[StayExtension]:
    """Return the questions about one stay, the last first, without their words."""
    return read_together(stay, "extensions")


def state_of(row: StayExtension) -> Tag:
    if row.verdict:
        return Tag(row.get_verdict_display(), TONES[row.verdict])
    return (
        Tag(_("Waits for an answer"), "warning")
        if row.admission.is_in_house
        else Tag(_("Stay ended"))
    )


def title_of(row: StayExtension) -> str:
    return _now("Longer stay: %(code)s") % {"code": row.admission.case.code}


def facts_on(row: StayExtension) -> list[Fact]:
    planned = row.admission.planned_exit_on
    return [
        fact(_now("Planned exit"), date_format(planned) if planned else ""),
        *facts_of(row, ["until_on", "reason"]),
        fact(_now("Asked by"), row.recorded_by.staff_code if row.recorded_by else ""),
        fact(_now("Answered by"), row.decided_by.staff_code if row.decided_by else ""),
        *facts_of(row, ["decided_at"]),
    ]


def acts_on(row: StayExtension, user) -> list[Act]:
    """Return what may be done: answered by another, changed by who asked, while nobody answered."""
    acts = WORDS.act_on(row, user)
    if row.verdict or not row.admission.is_in_house:
        return acts
    if row.recorded_by_id == user.pk:
        change = address("shelter:extension_edit", row.pk)
        return [Act(_now("Change"), change, "edit", Permission.STAY_EXTEND), *acts]
    answer = address("shelter:extension_decide", row.pk)
    return [Act(_now("Answer"), answer, "check", Permission.STAY_EXTEND_APPROVE), *acts]


EXTENSIONS = ListPage(
    name="longer-stays",
    title=_("Longer stays"),
    lead=_("Who asked that somebody may stay longer, and the answer; by case code only."),
    columns=(
        Column("code", _("Case"), lambda row: Link(row.admission.case.code, row.get_absolute_url()), "admission__case__code"),
        Column("state", _("Answer"), state_of, "verdict"),
        Column("until", _("Until"), lambda row: row.until_on, "until_on"),
        Column("reason", _("Reason"), lambda row: row.get_reason_display(), "reason"),
        Column("asked", _("Asked"), lambda row: row.recorded_at, "recorded_at"),
        Column("by", _("Asked by"), lambda row: row.recorded_by.staff_code if row.recorded_by else ""),
        Column("house", _("Shelter"), lambda row: row.admission.shelter, "admission__shelter__office__name"),
    ),
    filters=ExtensionFilter,
    sort="-asked",
    empty_title=_("Nobody asked for a longer stay"),
    empty_text=_("Open the page of a stay and press “Ask to stay longer”."),
)  # fmt: skip

WORDS = Reveal(
    route="shelter:extension_read", folder="longer-stays/", act=Permission.HOME_ASSESS,
    get=lambda user, pk, act: get_of_stay(StayExtension, user, pk, act), fields=("words",),
    case_of=lambda row: row.admission.case, title=title_of,
    name_of_home=lambda row: row.admission.case.code,
)  # fmt: skip
