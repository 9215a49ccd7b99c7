"""Looks at what concerns a case without standing on it alone: court cases, people suspected, intercepts."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    ChargeFactory,
    CourtCaseFactory,
    SuspectFactory,
)
from tests.factories.work import InterceptedPersonFactory
from tests.fresh import prove
from tracekenya.audit.models import AuditEvent
from tracekenya.notices import watch
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_cases():
    """Return two cases of different workers with one court case, one suspect and one intercept."""
    workers = [UserFactory(role=Role.CASE_WORKER) for _each in "12"]
    cases = [CaseFactory(granted_to=[worker]) for worker in workers]
    court_case = CourtCaseFactory(victim=cases[0])
    court_case.victim_links.create(case=cases[1])
    suspect = SuspectFactory()
    for case in cases:
        CaseSuspectFactory(case=case, suspect=suspect)
    first = InterceptedPersonFactory(case=cases[0], person=cases[0].person)
    InterceptedPersonFactory(case=cases[1], person=cases[1].person, intercept=first.intercept)
    return workers, cases, court_case, suspect, first.intercept


def seen_by(client, worker) -> list[tuple[str, str, str]]:
    client.force_login(worker)
    page = client.get(reverse("cases:look_list"))
    return [(e.kind, e.target_type, e.case_code) for e in page.context["listing"].slice.rows]


def test_a_look_at_what_concerns_two_cases_is_found_by_those_who_answer_for_either(
    signed_in, two_cases
):
    workers, cases, court_case, suspect, intercept = two_cases
    client, _manager = signed_in(Role.CASE_MANAGER)
    charge = ChargeFactory(court_case=court_case, suspect=suspect)
    prove(client)

    for row in (court_case, suspect, intercept, charge):
        assert client.get(row.get_absolute_url()).status_code == 200
    client.post(reverse("cases:suspect_reveal", args=[suspect.pk]))

    for worker, case in zip(workers, cases, strict=True):
        assert seen_by(client, worker) == [
            ("revealed", "cases.suspect", case.code),
            ("viewed", "cases.charge", case.code),
            ("viewed", "intercepts.intercept", case.code),
            ("viewed", "cases.suspect", case.code),
            ("viewed", "cases.courtcase", case.code),
        ]
    looks = client.get(reverse("cases:case_look_list", args=[cases[1].pk]))
    assert len(looks.context["listing"].slice.rows) == 5


def test_the_page_of_a_person_counts_for_each_of_their_cases(signed_in):
    client, _manager = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()
    second = CaseFactory(person=case.person)

    client.get(case.person.get_absolute_url())

    events = AuditEvent.objects.filter(kind="viewed", target_type="cases.person")
    assert set(events.values_list("case_id", flat=True)) == {case.pk, second.pk}


def test_what_concerns_no_case_leaves_one_row(signed_in):
    client, user = signed_in(Role.LEGAL_OFFICER)
    suspect = SuspectFactory()

    client.get(suspect.get_absolute_url())
    client.get(reverse("cases:suspect_edit", args=[suspect.pk]))

    events = AuditEvent.objects.filter(by=user.staff_code, target_id=str(suspect.pk))
    assert sorted(events.values_list("kind", "case_id")) == [("revealed", None), ("viewed", None)]


def test_opening_the_form_of_a_suspect_is_found_too(signed_in, two_cases):
    workers, cases, _court_case, suspect, _intercept = two_cases
    client, _manager = signed_in(Role.LEGAL_OFFICER)

    client.get(reverse("cases:suspect_edit", args=[suspect.pk]))

    assert seen_by(client, workers[1]) == [("revealed", "cases.suspect", cases[1].code)]


def test_one_look_at_what_concerns_many_cases_is_not_many_cases(
    signed_in, settings, data_protection_officer
):
    settings.MANY_CASES_AN_HOUR = 2
    client, _manager = signed_in(Role.CASE_MANAGER)
    suspect = SuspectFactory()
    for _each in range(3):
        CaseSuspectFactory(case=CaseFactory(), suspect=suspect)

    client.get(suspect.get_absolute_url())
    after_one_look = watch.watch_lookers()
    for link in suspect.case_suspects.all():
        client.get(link.case.get_absolute_url())

    assert (after_one_look, watch.watch_lookers()) == (0, 1)
