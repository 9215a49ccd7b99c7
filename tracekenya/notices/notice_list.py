"""The list of a person's own notices."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link


class NoticeFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[("new", _("New")), ("read", _("Read"))],
        empty_label=_("Any"),
        method="by_state",
    )
    kind = filters.ChoiceFilter(label=_("About"), choices=NoticeKind.choices, empty_label=_("Any"))

    class Meta:
        model = Notice
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(read_at__isnull=value == "new")


def state_of(notice: Notice) -> Tag:
    return Tag(_("Read")) if notice.read_at else Tag(_("New"), "info")


NOTICES = ListPage(
    name="notices",
    title=_("Notices"),
    columns=(
        Column("what", _("What happened"), lambda row: Link(row.sentence, row.get_absolute_url())),
        Column("at", _("When"), lambda row: row.at, "at", is_whole=True),
        Column("state", _("State"), state_of),
    ),
    filters=NoticeFilter,
    sort="-at",
    empty_title=_("No notice here"),
    empty_text=_("What you must know about your cases and your account is told here."),
    lead=_("What the system told you. Nobody else reads these."),
)
