"""Who is kept apart from whom: said on the case, followed by the beds, known to few."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from shelter import apart
from shelter.models import KeepApart
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CaseSuspectFactory
from tests.factories.house import KeepApartFactory
from tests.factories.work import AdmissionFactory
from tests.shelter.asking import page
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
LIST = reverse("shelter:keep_apart_list")


@pytest.fixture
def chief(client, practice):
    """The case manager, who sees all cases, signed in."""
    client.force_login(UserFactory(role=Role.CASE_MANAGER))
    return client


def said(**facts):
    return {"reason": "violence", "until_on": "", "submission": uuid.uuid4()} | facts


def errors(answer):
    return {name: len(texts) for name, texts in answer.context["form"].errors.items()}


def test_another_survivor_is_named_by_code_and_the_beds_follow(chief, shelter):
    case, resident = CaseFactory(), AdmissionFactory(shelter=shelter)
    facts = said(other_code=f" {resident.case.code.lower()} ")

    sent = [chief.post(page("keep_apart_add", case), facts) for _ in range(2)]

    row = KeepApart.objects.get()
    assert [each.url for each in sent] == [row.get_absolute_url()] * 2
    assert (row.case, row.other, row.suspect) == (case, resident.case, None)
    assert apart.closed_to(case, [shelter]) == {shelter.pk}
    event = AuditEvent.objects.get(kind="created")
    assert (event.case_id, sorted(event.fields)) == (
        case.pk, ["case", "other", "reason", "suspect", "until_on"],
    )  # fmt: skip
    assert set(event.fields.values()) == {None}  # names of fields, never whom


def test_a_suspect_of_the_case_is_chosen_by_code(chief):
    suspect = CaseSuspectFactory().suspect
    case = suspect.case_suspects.get().case
    form = chief.get(page("keep_apart_add", case)).content.decode()

    chief.post(page("keep_apart_add", case), said(suspect=suspect.pk))

    assert form.count(f">{suspect.code}<") == 1
    assert KeepApart.objects.get().suspect == suspect


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "other_code"),
        ({"other_code": "TK-9999-99999"}, "other_code"),
        ({"other_code": "\x00"}, "other_code"),
        ({"other_code": "own"}, "other_code"),
        ({"other_code": "other", "until_on": "2020-01-01"}, "until_on"),
        ({"other_code": "other", "until_on": "0205-01-01"}, "until_on"),
        ({"other_code": "other", "reason": "curiosity"}, "reason"),
        ({"other_code": "other", "suspect": uuid.uuid4()}, "suspect"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(chief, facts, field):
    case, other = CaseSuspectFactory().case, CaseFactory()
    names = {"own": case.code, "other": other.code}
    facts |= {"other_code": names.get(facts.get("other_code"), facts.get("other_code", ""))}

    answer = chief.post(page("keep_apart_add", case), said(**facts))

    assert errors(answer) == {field: 1}
    assert KeepApart.objects.count() == 0


def test_two_people_are_kept_apart_once_from_either_side(chief):
    row = KeepApartFactory()
    facts = said(other_code=row.case.code)

    answer = chief.post(page("keep_apart_add", row.other), facts)

    assert errors(answer) == {"__all__": 1}


def test_it_ends_on_a_day_and_two_editors_meet(chief):
    row = KeepApartFactory()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    facts = {"reason": "witness", "until_on": tomorrow, "version": row.version}

    first = chief.post(page("keep_apart_edit", row), facts)
    second = chief.post(page("keep_apart_edit", row), facts | {"reason": "other"})

    assert (first.status_code, second.status_code) == (302, 200)
    assert KeepApart.objects.get().reason == "witness"


def test_a_case_worker_sees_the_own_cases_alone(client, practice):
    worker = UserFactory(role=Role.CASE_WORKER)
    mine, other = KeepApartFactory(case__granted_to=[worker]), KeepApartFactory()
    client.force_login(worker)

    listed = client.get(LIST).content.decode()

    assert (listed.count(mine.get_absolute_url()), listed.count(other.get_absolute_url())) == (1, 0)
    assert client.get(page("keep_apart_detail", other)).status_code == 404
    assert client.get(page("keep_apart_add", other.case)).status_code == 404


def test_house_staff_learn_of_none(client, practice, shelter):
    client.force_login(UserFactory(role=Role.SHELTER_STAFF, office=shelter.office))

    assert client.get(LIST).status_code == 403


def test_who_lives_with_whom_is_told_to_move_without_a_name(chief, shelter):
    stay, resident = AdmissionFactory(shelter=shelter), AdmissionFactory(shelter=shelter)

    facts = said(other_code=resident.case.code)
    answer = chief.post(page("keep_apart_add", stay.case), facts, follow=True)

    assert answer.content.decode().count("suits no more") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(chief, number, django_assert_max_num_queries):
    KeepApartFactory.create_batch(number)
    chief.get(LIST)

    with django_assert_max_num_queries(8):
        answer = chief.get(LIST)

    assert answer.content.decode().count("In force</span>") == number
