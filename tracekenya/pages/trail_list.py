"""The trail as a list: the columns and filters that its pages share. Codes only, nobody's name."""

import datetime as dt

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracekenya.audit.enums import LOOKS, AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.pages.listing import Column
from tracekenya.pages.trail_words import TYPES, detail_words, kind_words, type_words
from tracekenya.ui.widgets import DayInput

CODE_LETTERS = 40
A_DAY = dt.timedelta(days=1)
LOOK_CHOICES = [(kind.value, kind.label) for kind in AuditKind if kind in LOOKS]


def code_filter(label, **options) -> filters.CharFilter:
    """Return the filter on a whole code, in either case of letters."""
    box = forms.TextInput(attrs={"maxlength": CODE_LETTERS})
    return filters.CharFilter(label=label, widget=box, max_length=CODE_LETTERS, **options)


def days_filter(label, edge: str) -> filters.DateFilter:
    """Return the filter on the first ("from") or last ("to") day, by the clock of Nairobi."""
    return filters.DateFilter(label=label, method=f"by_{edge}_day", widget=DayInput)


class DaysFilter(filters.FilterSet):
    """Days from and to, both included; a day is that of Nairobi, and the index on `at` serves it."""

    from_day = days_filter(_("From"), "from")
    to_day = days_filter(_("To"), "to")

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def by_from_day(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        return rows.filter(at__gte=start_of(value))

    def by_to_day(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        return rows if value == dt.date.max else rows.filter(at__lt=start_of(value + A_DAY))


class ActFilter(DaysFilter):
    """What was done, on what, when."""

    kind = filters.ChoiceFilter(
        label=_("What was done"), choices=AuditKind.choices, empty_label=_("Any")
    )
    target_type = filters.ChoiceFilter(
        label=_("On what"), choices=lambda: list(TYPES.items()), empty_label=_("Any")
    )
    target_code = code_filter(_("Code"), lookup_expr="iexact")


class TrailFilter(ActFilter):
    """The same, and who did it; of a case all that belongs to it."""

    by = code_filter(_("Staff code"), lookup_expr="iexact")
    case = code_filter(_("Code of a case"), method="by_case")

    def by_case(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        of_case = AuditEvent.objects.filter(target_type="cases.case", target_code__iexact=value)
        return rows.filter(case_id__in=of_case.values("case_id"))


def start_of(day: dt.date) -> dt.datetime:
    """Return the first moment of a day in Nairobi; of the calendar's edges, what it still holds."""
    try:
        return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    except OverflowError:
        return dt.datetime.combine(day, dt.time.min, dt.UTC)


WHEN = Column("at", _("When"), lambda event: event.at, "at", is_whole=True)
WHO = Column("by", _("Who"), lambda event: event.by, is_whole=True)
WHAT = Column("kind", _("What was done"), lambda event: kind_words(event.kind))
ON_WHAT = Column("type", _("On what"), lambda event: type_words(event.target_type))
CODE = Column("code", _("Code"), lambda event: event.target_code, is_whole=True)
DETAILS = Column("details", _("Details"), detail_words)
