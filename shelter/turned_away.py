"""The register of those who were turned away: why, and where they went; nobody can be told from it."""

import django_filters as filters
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from shelter.actions import turn_away
from shelter.forms.turn_away import HINTS, Sure
from shelter.models import TurnAway
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

MOST_MONTHS = 12


class TurnAwayFilter(filters.FilterSet):
    reason = filters.ChoiceFilter(
        label=_("Reason"), choices=lambda: choices("turn_away_reason"), empty_label=_("Any")
    )
    sex = filters.ChoiceFilter(label=_("Sex"), choices=lambda: choices("sex"), empty_label=_("Any"))
    age = filters.ChoiceFilter(
        label=_("Age"), choices=[("child", _("Children")), ("adult", _("Adults"))],
        empty_label=_("Any"), method="by_age",
    )  # fmt: skip

    class Meta:
        model = TurnAway
        fields: list[str] = []

    def by_age(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        are_children = {"age_band__in": turn_away.CHILD_BANDS}
        return rows.filter(**are_children) if value == "child" else rows.exclude(**are_children)


def visible_rows(user) -> QuerySet[TurnAway]:
    rows = TurnAway.objects.visible_to(user, Permission.TURN_AWAY_VIEW)
    return rows.select_related("shelter__office", "organisation", "county")


def may_edit(user, row: TurnAway) -> bool:
    return TurnAway.objects.visible_to(user, Permission.TURN_AWAY_RECORD).filter(pk=row.pk).exists()


def by_month(user) -> dict:
    """Return the last months with how many were turned away and how many of them children."""
    months = {}
    counted = (
        TurnAway.objects.visible_to(user, Permission.TURN_AWAY_VIEW)
        .order_by()
        .annotate(month=TruncMonth("happened_at"))
        .values("month", "age_band")
        .annotate(people=Count("pk"))
    )
    for row in counted:
        month = timezone.localdate(row["month"])
        people, children = months.get(month, (0, 0))
        young = row["people"] if row["age_band"] in turn_away.CHILD_BANDS else 0
        months[month] = (people + row["people"], children + young)
    latest = sorted(months.items(), reverse=True)[:MOST_MONTHS]
    return {"months": [{"day": day, "people": p, "children": c} for day, (p, c) in latest]}


def tags_of(row: TurnAway) -> list[Tag]:
    return [Tag(_("Child"), "warning")] if row.age_band in turn_away.CHILD_BANDS else []


TURNED_AWAY = Register(
    app="shelter",
    name="turn_away",
    folder="turned-away",
    model=TurnAway,
    listing=ListPage(
        name="turned-away",
        title=_("Turned away"),
        lead=_("For whom there was no place, why, and where they went. No names: the log speaks for"
               " more shelters."),
        columns=(
            Column("when", _("When"), lambda row: Link(_day(row), row.get_absolute_url()), "happened_at"),
            Column("age", _("Age"), lambda row: row.get_age_band_display(), "age_band"),
            Column("sex", _("Sex"), lambda row: row.get_sex_display(), "sex"),
            Column("reason", _("Reason"), lambda row: row.get_reason_display(), "reason"),
            Column("sent", _("Sent to"), lambda row: row.get_sent_to_kind_display(), "sent_to_kind"),
            Column("house", _("Shelter"), lambda row: row.shelter or "", "shelter__office__name"),
        ),
        filters=TurnAwayFilter,
        sort="-when",
        empty_title=_("Nobody was turned away"),
        empty_text=_("Write down each person for whom there was no place, also those who telephoned."),
    ),
    add_label=_("Add somebody turned away"),
    view=Permission.TURN_AWAY_VIEW,
    edit=Permission.TURN_AWAY_RECORD,
    fields=("happened_at", "age_band", "sex", "reason", "sent_to_kind", "organisation", "county"),
    rows=visible_rows,
    hints=HINTS,
    form_mixin=Sure,
    editable=may_edit,
    tags=tags_of,
    above=((_("Free beds"), "shelter:shelter_list"),),
    list_template="shelter/turn_away_list.html",
    list_context=by_month,
    add=turn_away.add,
    change=turn_away.edit,
)  # fmt: skip


def _day(row: TurnAway) -> str:
    return date_format(timezone.localtime(row.happened_at), "SHORT_DATETIME_FORMAT")
