"""The list of who is out and who was, by case code; and what the page of one absence says."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shelter.filters import of_house
from shelter.house_records import TEXTS_OF_STAY
from shelter.models import Absence
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

STATES = (("out", _("Out now")), ("late", _("Late")), ("back", _("Came back")))
FIELDS = ("kind", "out_at", "due_back_at", "back_at", "escort", "with_whom")


class AbsenceFilter(filters.FilterSet):
    shelter = of_house("admission__shelter")
    state = filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("Any"), method="by_state"
    )
    kind = filters.ChoiceFilter(
        label=_("Why out"), choices=lambda: choices("absence_kind"), empty_label=_("Any")
    )

    class Meta:
        model = Absence
        fields: list[str] = []

    def by_state(self, rows, name: str, value: str):
        rows = rows.filter(back_at__isnull=value != "back")
        return rows.filter(due_back_at__lte=timezone.now()) if value == "late" else rows


def visible_absences(user) -> QuerySet[Absence]:
    rows = Absence.objects.visible_to(user, Permission.HOUSE_READ)
    return rows.select_related("admission__case", "admission__shelter__office").defer(
        "escort", "with_whom", *TEXTS_OF_STAY
    )


def state_of(absence: Absence) -> Tag:
    """Return whether the person is out, late or back."""
    if absence.back_at is not None:
        return Tag(_("Came back"), "success")
    is_late = absence.due_back_at <= timezone.now()
    return Tag(_("Late"), "danger") if is_late else Tag(_("Out now"), "info")


def acts_on(absence: Absence) -> list[Act]:
    keep = Permission.HOUSE_KEEP
    edit = Act(_("Change"), address("shelter:absence_edit", absence.pk), "edit", keep)
    if absence.back_at is not None:
        return [edit]
    return [Act(_("Came back"), address("shelter:absence_back", absence.pk), "check", keep), edit]


ABSENCES = ListPage(
    name="absences",
    title=_("Out of the house"),
    lead=_("Who is out, since when, and when the person is due back; by case code only."),
    columns=(
        Column("code", _("Case"), lambda row: Link(row.admission.case.code, row.get_absolute_url()), "admission__case__code"),
        Column("state", _("State"), state_of),
        Column("kind", _("Why out"), lambda row: row.get_kind_display(), "kind"),
        Column("out", _("Went out"), lambda row: row.out_at, "out_at"),
        Column("due", _("Due back"), lambda row: row.due_back_at, "due_back_at"),
        Column("back", _("Came back"), lambda row: row.back_at, "back_at"),
        Column("house", _("Shelter"), lambda row: row.admission.shelter, "admission__shelter__office__name"),
    ),
    filters=AbsenceFilter,
    sort="-out",
    empty_title=_("Nobody went out yet"),
    empty_text=_("Open the page of a stay and press “Going out”."),
)  # fmt: skip
