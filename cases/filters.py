"""Filters of the lists of casework; they live in the address, so none of them is a name."""

import django_filters as filters
from django import forms
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.ages import of_majority
from cases.enums import CLOSED_STATUSES
from cases.models import Case, CaseGrant, CaseSuspect, CourtCase, Hearing, Person, Suspect
from cases.words import (
    CASE_TYPES,
    COURT_STAGES,
    RISKS,
    STATUSES,
    TRAFFICKING_STATUSES,
    short_choices,
)
from tracekenya.accounts.models import User
from tracekenya.lib.vocabularies import choices
from tracekenya.places.models import County, Office
from tracekenya.ui.widgets import DayInput

OPEN, KENYA = "open", "KE"
UNKNOWN, OTHER = "unknown", "other"
MAJORITIES = (("child", _("Child")), ("adult", _("Adult")), (UNKNOWN, _("Age not known")))
MAJORITY_WORDS = dict(MAJORITIES)
NATIONALITIES = ((KENYA, _("Kenya")), (OTHER, _("Another country")), (UNKNOWN, _("Not known")))


def code_filter(most: int) -> filters.CharFilter:
    """Return the filter on a part of a code of `most` letters."""
    return filters.CharFilter(
        label=_("Code"), lookup_expr="icontains", widget=forms.TextInput(attrs={"maxlength": most})
    )


def vocabulary_filter(label, vocabulary: str, **options) -> filters.ChoiceFilter:
    """Return the filter on one code of a vocabulary."""
    return filters.ChoiceFilter(
        label=label, choices=lambda: choices(vocabulary), empty_label=_("Any"), **options
    )


def stage_filter(label, **options) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(
        label=label, choices=lambda: short_choices(COURT_STAGES, "court_stage"),
        empty_label=_("Any"), **options,
    )  # fmt: skip


def county_filter(**options) -> filters.ModelChoiceFilter:
    options.setdefault("label", _("County"))
    return filters.ModelChoiceFilter(queryset=County.objects.all(), empty_label=_("Any"), **options)


def day_filter(label, field_name: str, lookup_expr: str) -> filters.DateFilter:
    return filters.DateFilter(
        label=label, field_name=field_name, lookup_expr=lookup_expr, widget=DayInput
    )


def by_nationality(rows, name: str, value: str):
    """Keep Kenyans, others, or those of whom it is not known."""
    if value == OTHER:
        return rows.exclude(nationality__in=("", KENYA))
    return rows.filter(nationality="" if value == UNKNOWN else value)


def nationality_filter() -> filters.ChoiceFilter:
    return filters.ChoiceFilter(
        label=_("Nationality"), choices=NATIONALITIES, empty_label=_("Any"), method=by_nationality
    )


def assigned_workers(request) -> QuerySet[User]:
    """Return the people to whom some case is open by a grant of their own."""
    assigned = CaseGrant.objects.live().filter(user__isnull=False).values("user_id")
    return User.objects.filter(pk__in=assigned)


class CaseFilter(filters.FilterSet):
    code = code_filter(14)
    status = filters.ChoiceFilter(
        label=_("Status"),
        choices=lambda: [(OPEN, _("All open ones")), *short_choices(STATUSES, "case_status")],
        empty_label=_("Any"),
        method="by_status",
    )
    risk_level = filters.ChoiceFilter(
        label=_("Risk"), choices=lambda: [*short_choices(RISKS, "risk_level"), ("none", _("Not set"))], empty_label=_("Any"),
        method="by_risk",
    )  # fmt: skip
    case_type = filters.ChoiceFilter(
        label=_("What it is about"), choices=lambda: short_choices(CASE_TYPES, "case_type"), empty_label=_("Any"),
        field_name="case_types", method="by_type",
    )  # fmt: skip
    trafficking_status = filters.ChoiceFilter(
        label=_("Victim status"),
        choices=lambda: short_choices(TRAFFICKING_STATUSES, "trafficking_status"),
        empty_label=_("Any"),
    )
    majority = filters.ChoiceFilter(
        label=_("Child or adult at opening"), choices=MAJORITIES, empty_label=_("Any"),
        method="by_majority",
    )  # fmt: skip
    county = county_filter()
    office = filters.ModelChoiceFilter(
        label=_("Office"), queryset=Office.objects.all(), empty_label=_("Any")
    )
    worker = filters.ModelChoiceFilter(
        label=_("Assigned to"), queryset=assigned_workers, to_field_name="staff_code",
        empty_label=_("Any"), method="by_worker",
    )  # fmt: skip
    opened_from = day_filter(_("Opened from"), "opened_on", "gte")
    opened_to = day_filter(_("Opened to"), "opened_on", "lte")

    class Meta:
        model = Case
        fields: list[str] = []

    def by_status(self, rows, name: str, value: str):
        if value == OPEN:
            return rows.exclude(status__in=CLOSED_STATUSES)
        return rows.filter(status=value)

    def by_risk(self, rows, name: str, value: str):
        return rows.filter(risk_level="" if value == "none" else value)

    def by_type(self, rows, name: str, value: str):
        return rows.filter(case_types__contains=[value])

    def by_majority(self, rows, name: str, value: str):
        return rows.filter(of_majority(value, F("opened_on"), "person__"))

    def by_worker(self, rows, name: str, value: User):
        mine = CaseGrant.objects.live().filter(user=value).values("case_id")
        return rows.filter(pk__in=mine)


class PersonFilter(filters.FilterSet):
    code = code_filter(12)
    sex = vocabulary_filter(_("Sex"), "sex")
    majority = filters.ChoiceFilter(
        label=_("Child or adult today"), choices=MAJORITIES, empty_label=_("Any"),
        method="by_majority",
    )  # fmt: skip
    cases = filters.ChoiceFilter(
        label=_("Cases"), choices=[("some", _("With a case")), ("none", _("Without a case"))],
        empty_label=_("Any"), method="by_cases",
    )  # fmt: skip
    nationality = nationality_filter()
    home_county = county_filter(label=_("Home county"))

    class Meta:
        model = Person
        fields: list[str] = []

    def by_majority(self, rows, name: str, value: str):
        return rows.filter(of_majority(value, Value(timezone.localdate())))

    def by_cases(self, rows, name: str, value: str):
        has_case = Exists(Case.objects.filter(person=OuterRef("pk")))
        return rows.filter(has_case if value == "some" else ~has_case)


class SuspectFilter(filters.FilterSet):
    code = code_filter(12)
    status = vocabulary_filter(_("Status"), "suspect_status")
    sex = vocabulary_filter(_("Sex"), "sex")
    nationality = nationality_filter()
    role = vocabulary_filter(_("Part in it"), "perpetrator_role", method="by_role")

    class Meta:
        model = Suspect
        fields: list[str] = []

    def by_role(self, rows, name: str, value: str):
        parts = CaseSuspect.objects.filter(roles__contains=[value]).values("suspect_id")
        return rows.filter(pk__in=parts)


def hearing_writers(request) -> QuerySet[User]:
    """Return the people who wrote some hearing down."""
    wrote = Hearing.objects.filter(recorded_by__isnull=False).values("recorded_by_id")
    return User.objects.filter(pk__in=wrote)


class CourtCaseFilter(filters.FilterSet):
    code = code_filter(14)
    stage = stage_filter(_("Stage"))
    court_level = vocabulary_filter(_("Level"), "court_level")
    county = county_filter()
    plea = filters.ChoiceFilter(
        label=_("Plea"), choices=[("taken", _("Taken")), ("waiting", _("Not yet"))],
        empty_label=_("Any"), method="by_plea",
    )  # fmt: skip
    watching_brief = filters.ChoiceFilter(
        label=_("Watching brief"), choices=[("yes", _("Yes")), ("no", _("No"))],
        empty_label=_("Any"), method="by_brief",
    )  # fmt: skip
    plea_from = day_filter(_("Plea from"), "plea_on", "gte")
    plea_to = day_filter(_("Plea to"), "plea_on", "lte")

    class Meta:
        model = CourtCase
        fields: list[str] = []

    def by_plea(self, rows, name: str, value: str):
        return rows.filter(plea_on__isnull=value == "waiting")

    def by_brief(self, rows, name: str, value: str):
        return rows.filter(watching_brief=value == "yes")


class HearingFilter(filters.FilterSet):
    when = filters.ChoiceFilter(
        label=_("When"),
        choices=[
            ("coming", _("Coming")), ("open", _("Past, without an outcome")), ("past", _("Past")),
        ],
        empty_label=_("Any"), method="by_when",
    )  # fmt: skip
    kind = vocabulary_filter(_("Kind"), "hearing_type")
    stage = stage_filter(_("Stage of the case"), field_name="court_case__stage")
    attended = filters.ChoiceFilter(
        label=_("We attended"),
        choices=[("yes", _("Yes")), ("no", _("No")), (UNKNOWN, _("Not known"))],
        empty_label=_("Any"), method="by_attended",
    )  # fmt: skip
    recorded_by = filters.ModelChoiceFilter(
        label=_("Written down by"), queryset=hearing_writers, to_field_name="staff_code",
        empty_label=_("Any"),
    )  # fmt: skip
    from_day = day_filter(_("From"), "held_on", "gte")
    to_day = day_filter(_("To"), "held_on", "lte")

    class Meta:
        model = Hearing
        fields: list[str] = []

    def by_when(self, rows, name: str, value: str):
        today = timezone.localdate()
        if value == "coming":
            return rows.filter(held_on__gte=today, outcome="")
        past = rows.filter(held_on__lt=today)
        return past.filter(outcome="") if value == "open" else past

    def by_attended(self, rows, name: str, value: str):
        if value == UNKNOWN:
            return rows.filter(attended__isnull=True)
        return rows.filter(attended=value == "yes")
