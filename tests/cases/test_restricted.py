"""Who still reaches a case that is restricted, closed long ago, or of somebody too near."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, ConflictOfInterest, CourtCase, Person, Suspect
from cases.search import people_in_reach
from intercepts.models import Intercept
from referrals.models import Referral
from shelter.models import Admission
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    CourtCaseFactory,
    ShelterOfficeFactory,
)
from tests.factories.programmes import TrustFundGrantFactory
from tests.factories.work import (
    AdmissionFactory,
    InterceptedPersonFactory,
    ReferralFactory,
    ShelterFactory,
)
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
WHOLE = [r for r in Role if scope_of(r, Permission.CASE_VIEW) is Scope.ORGANISATION]
BY_OFFICE = [Role.SHELTER_MANAGER, Role.SHELTER_STAFF, Role.CASE_WORKER, Role.LEGAL_OFFICER]


def reaches(user, case) -> bool:
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


@pytest.mark.parametrize("role", WHOLE)
def test_a_restricted_case_is_gone_for_roles_that_see_all_the_others(role):
    user, shown, restricted = UserFactory(role=role), CaseFactory(), CaseFactory(is_restricted=True)

    assert (reaches(user, shown), reaches(user, restricted)) == (True, False)


@pytest.mark.parametrize("role", BY_OFFICE)
def test_a_grant_to_an_office_does_not_open_a_restricted_case(role):
    office = ShelterOfficeFactory()
    user = UserFactory(role=role, office=office)
    case = CaseFactory(granted_to=[office])
    before = reaches(user, case)

    Case.objects.filter(pk=case.pk).update(is_restricted=True)

    assert (before, reaches(user, case)) == (True, False)


@pytest.mark.parametrize("role", [*WHOLE, *BY_OFFICE])
def test_a_grant_to_the_person_opens_a_restricted_case_until_it_ends(role):
    user = UserFactory(role=role)
    case = CaseFactory(granted_to=[user], is_restricted=True)
    before = reaches(user, case)

    case.grants.update(until_at=timezone.now())

    assert (before, reaches(user, case)) == (True, False)


@pytest.mark.parametrize("role", [*WHOLE, *BY_OFFICE])
def test_a_conflict_of_interest_closes_every_case_of_that_person(role):
    user = UserFactory(role=role)
    case = CaseFactory(granted_to=[user])
    second = CaseFactory(person=case.person, granted_to=[user])
    other = CaseFactory(granted_to=[user])

    ConflictOfInterest.objects.create(user=user, person=case.person)

    assert [reaches(user, each) for each in (case, second, other)] == [False, False, True]


def test_a_conflict_that_ended_closes_nothing():
    user = UserFactory(role=Role.CASE_MANAGER)
    case = CaseFactory()
    ConflictOfInterest.objects.create(
        user=user, person=case.person, ended_by=user, ended_at=timezone.now() + dt.timedelta(days=1)
    )

    assert reaches(user, case) is True


def _with_everything(**facts):
    case = CaseFactory(**facts)
    suspect = CaseSuspectFactory(case=case).suspect
    house = ShelterFactory(office=ShelterOfficeFactory())
    return case, {
        Person: case.person, Suspect: suspect, CourtCase: CourtCaseFactory(victim=case),
        Intercept: InterceptedPersonFactory(case=case, person=case.person).intercept,
        Referral: ReferralFactory(case=case), Admission: AdmissionFactory(case=case, shelter=house),
        type(TrustFundGrantFactory.build()): TrustFundGrantFactory(case=case),
    }  # fmt: skip


def _seen(user, records) -> dict:
    return {
        model: (
            people_in_reach(user, Permission.CASE_VIEW)
            if model is Person
            else model.objects.visible_to(user)
        ).filter(pk=row.pk).exists()
        for model, row in records.items()
    }  # fmt: skip


@pytest.mark.parametrize("how", ["restricted", "conflict"])
def test_what_hangs_on_such_a_case_is_gone_with_it(how):
    user = UserFactory(role=Role.PROGRAMME_MANAGER)
    case, records = _with_everything()
    before = _seen(user, records)

    if how == "restricted":
        Case.objects.filter(pk=case.pk).update(is_restricted=True)
    else:
        ConflictOfInterest.objects.create(user=user, person=case.person)

    assert before == dict.fromkeys(records, True)
    assert _seen(user, records) == dict.fromkeys(records, False)


def test_records_of_two_cases_stay_while_one_of_them_is_open():
    user = UserFactory(role=Role.PROGRAMME_MANAGER)
    restricted, shown = CaseFactory(is_restricted=True), CaseFactory()
    court_case = CourtCaseFactory(victim=restricted)
    court_case.victim_links.create(case=shown)
    intercept = InterceptedPersonFactory(case=restricted, person=restricted.person).intercept
    InterceptedPersonFactory(intercept=intercept, case=shown, person=shown.person)

    assert CourtCase.objects.visible_to(user).filter(pk=court_case.pk).exists()
    assert Intercept.objects.visible_to(user).filter(pk=intercept.pk).exists()


def test_pages_of_a_restricted_case_answer_as_if_there_were_none(signed_in):
    client, user = signed_in(Role.PROGRAMME_MANAGER)
    restricted = CaseFactory(is_restricted=True)
    other = CaseFactory()

    codes = client.get(reverse("cases:case_list")).content.decode()

    assert client.get(restricted.get_absolute_url()).status_code == 404
    assert client.get(restricted.person.get_absolute_url()).status_code == 404
    assert (restricted.code in codes, other.code in codes) == (False, True)


def test_the_intercept_of_two_people_shows_only_whose_case_is_open(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    restricted, shown = CaseFactory(is_restricted=True), CaseFactory()
    hidden = InterceptedPersonFactory(case=restricted, person=restricted.person)
    InterceptedPersonFactory(intercept=hidden.intercept, case=shown, person=shown.person)

    page = client.get(hidden.intercept.get_absolute_url()).content.decode()

    assert (restricted.person.code in page, restricted.code in page) == (False, False)
    assert (shown.person.code in page, shown.code in page) == (True, True)
    classify = client.get(reverse("intercepts:person_classify", args=[hidden.pk]))
    assert classify.status_code == 404


@pytest.mark.parametrize("role", BY_OFFICE)
def test_a_grant_ends_fourteen_days_after_the_case_closed(role):
    user = UserFactory(role=role)
    now = timezone.now()
    case = CaseFactory(granted_to=[user], status="closed", closed_by=user, closed_at=now)
    Case.objects.filter(pk=case.pk).update(closed_at=now - dt.timedelta(days=14, minutes=-1))
    before = reaches(user, case)

    Case.objects.filter(pk=case.pk).update(closed_at=now - dt.timedelta(days=14, minutes=1))

    assert (before, reaches(user, case)) == (True, False)


def test_who_oversees_all_cases_still_reaches_an_old_closed_one():
    user = UserFactory(role=Role.CASE_MANAGER)
    long_ago = timezone.now() - dt.timedelta(days=400)
    case = CaseFactory(status="closed", closed_by=user, closed_at=long_ago)

    assert reaches(user, case) is True
