"""What checks look at: which rows a reader sees, and how one row is named, dated and owned."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cases.models import (
    Case,
    CourtCase,
    Hearing,
    Person,
    Reintegration,
    ServiceProvision,
)
from intercepts.models import Intercept, InterceptedPerson
from programmes.models import Activity, Channel, Partnership, PolicyDocument
from referrals.models import Referral
from reporting.health.conditions import worker_of
from reporting.models import ManualValue
from shelter.models import Admission, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


@dataclass(frozen=True)
class Subject:
    """One kind of row. rows: those that the person may see, with `owner_code` ("" for nobody known).

    code: how a row is named in a list; code_path, day_path: open fields to sort by.
    page: address of the row, or of what it belongs to.
    """

    view: Permission
    rows: Callable[[User], QuerySet]
    code: Callable[[Any], str]
    code_path: str
    day_path: str
    page: Callable[[Any], str]

    def reaches(self, user: User) -> bool:
        """Return whether the person may see any such row; one house sees no register as its own."""
        if not user.can(self.view):
            return False
        is_whole = user.scope(Permission.DATA_HEALTH_VIEW) is Scope.ORGANISATION
        return is_whole or self.view not in OF_THE_HOUSE_AS_A_WHOLE


OF_THE_HOUSE_AS_A_WHOLE = (
    Permission.REGISTER_VIEW,
    Permission.DIRECTORY_VIEW,
    Permission.ACTIVITY_VIEW,
    Permission.INDICATOR_VIEW,
)


def _writer(path: str = "recorded_by") -> Coalesce:
    return Coalesce(F(f"{path}__staff_code"), Value(""))


def _cases(user: User) -> QuerySet:
    rows = Case.objects.visible_to(user).defer("summary", "closing_note")
    return rows.annotate(owner_code=worker_of("pk"))


def _of_cases(model: Any, path: str = "case") -> Callable[[User], QuerySet]:
    def rows(user: User) -> QuerySet:
        seen = model.objects.filter(**{f"{path}__in": Case.objects.visible_to(user)})
        return seen.select_related(path).annotate(owner_code=worker_of(f"{path}_id"))

    return rows


def _people(user: User) -> QuerySet:
    """Return people by code; where a person reads the own cases only, those of these cases."""
    rows = Person.objects.only("code", "recorded_at")
    if user.scope(Permission.CASE_VIEW) is not Scope.ORGANISATION:
        rows = rows.filter(cases__in=Case.objects.visible_to(user)).distinct()
    return rows.annotate(owner_code=_writer())


def _court_cases(user: User) -> QuerySet:
    return CourtCase.objects.visible_to(user).annotate(owner_code=_writer())


def _hearings(user: User) -> QuerySet:
    rows = Hearing.objects.filter(court_case__in=CourtCase.objects.visible_to(user))
    return rows.select_related("court_case").annotate(owner_code=_writer())


def _stays(user: User) -> QuerySet:
    rows = Admission.objects.visible_to(user).select_related("case", "shelter__office")
    return rows.defer("urgent_needs").annotate(owner_code=F("shelter__office__name"))


def _exits(user: User) -> QuerySet:
    rows = ShelterExit.objects.filter(admission__in=Admission.objects.visible_to(user))
    rows = rows.select_related("admission__case").defer("released_to", "safety_plan")
    return rows.annotate(owner_code=F("admission__shelter__office__name"))


def _intercepts(user: User) -> QuerySet:
    rows = Intercept.objects.visible_to(user).defer("narrative")
    return rows.annotate(owner_code=_writer("monitor"))


def _intercepted(user: User) -> QuerySet:
    rows = InterceptedPerson.objects.visible_to(user)
    return rows.select_related("intercept").annotate(owner_code=_writer("intercept__monitor"))


def _referrals(user: User) -> QuerySet:
    rows = Referral.objects.visible_to(user).defer("message")
    return rows.annotate(owner_code=worker_of("case_id"))


def _register(model: Any, *related: str) -> Callable[[User], QuerySet]:
    def rows(user: User) -> QuerySet:
        found = model.objects.select_related(*related) if related else model.objects.all()
        return found.annotate(owner_code=_writer())

    return rows


def _case_page(row: Any) -> str:
    return address("cases:case_detail", row.case_id)


def _own_page(row: Any) -> str:
    return row.get_absolute_url()


CASES = Subject(Permission.CASE_VIEW, _cases, lambda row: row.code, "code", "opened_on", _own_page)
SERVICES = Subject(
    Permission.CASE_VIEW, _of_cases(ServiceProvision), lambda row: row.case.code, "case__code",
    "delivered_on", _case_page,
)  # fmt: skip
RETURNS = Subject(
    Permission.CASE_VIEW, _of_cases(Reintegration), lambda row: row.case.code, "case__code",
    "happened_on", _case_page,
)  # fmt: skip
PEOPLE = Subject(
    Permission.PERSON_SEARCH, _people, lambda row: row.code, "code", "recorded_at",
    _own_page,
)  # fmt: skip
COURT_CASES = Subject(
    Permission.COURT_VIEW, _court_cases, lambda row: row.code, "code", "charge_sheet_on", _own_page
)
HEARINGS = Subject(
    Permission.COURT_VIEW, _hearings, lambda row: row.court_case.code, "court_case__code",
    "held_on", _own_page,
)  # fmt: skip
STAYS = Subject(
    Permission.STAY_VIEW, _stays, lambda row: row.case.code, "case__code", "admitted_at", _own_page
)
EXITS = Subject(
    Permission.STAY_VIEW, _exits, lambda row: row.admission.case.code, "admission__case__code",
    "admission__ended_at", lambda row: row.admission.get_absolute_url(),
)  # fmt: skip
INTERCEPTS = Subject(
    Permission.INTERCEPT_VIEW, _intercepts, lambda row: row.code, "code", "happened_on", _own_page
)
INTERCEPTED = Subject(
    Permission.INTERCEPT_VIEW, _intercepted, lambda row: row.intercept.code, "intercept__code",
    "intercept__happened_on", lambda row: row.intercept.get_absolute_url(),
)  # fmt: skip
REFERRALS = Subject(
    Permission.REFERRAL_VIEW, _referrals, lambda row: row.code, "code", "sent_at", _own_page
)
ACTIVITIES = Subject(
    Permission.ACTIVITY_VIEW, _register(Activity), lambda row: row.code, "code", "held_on",
    _own_page,
)  # fmt: skip
PARTNERSHIPS = Subject(
    Permission.REGISTER_VIEW, _register(Partnership, "organisation"),
    lambda row: row.organisation.name, "organisation__name", "starts_on",
    _own_page,
)  # fmt: skip
POLICIES = Subject(
    Permission.REGISTER_VIEW, _register(PolicyDocument), lambda row: row.title, "title",
    "next_review_on", _own_page,
)  # fmt: skip
CHANNELS = Subject(
    Permission.REGISTER_VIEW, _register(Channel), lambda row: row.name, "name",
    "last_activity_on", _own_page,
)  # fmt: skip
MANUAL_VALUES = Subject(
    Permission.INDICATOR_VIEW, _register(ManualValue, "indicator"),
    lambda row: _("%(code)s, %(year)s") % {"code": row.indicator.code, "year": row.year},
    "indicator__code", "recorded_at", lambda row: address("reporting:manual_value_detail", row.pk),
)  # fmt: skip
ORGANISATIONS = Subject(
    Permission.DIRECTORY_VIEW, _register(Organisation), lambda row: row.name, "name",
    "recorded_at", _own_page,
)  # fmt: skip
