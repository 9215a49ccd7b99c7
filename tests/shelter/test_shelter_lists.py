"""The lists of stays and of beds: what each reader sees, filters, sort, files, and their cost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
STAYS, BEDS = reverse("shelter:stay_list"), reverse("shelter:bed_list")
NOW = timezone.now()


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def codes(answer) -> list[str]:
    return [row.case.code for row in answer.context["listing"].slice.rows]


def labels(answer) -> list[str]:
    return [row.label for row in answer.context["listing"].slice.rows]


@pytest.fixture
def overseer(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    return client


@pytest.fixture
def stays(shelter):
    """Three stays: a child here without authority, an adult who left, an adult expected elsewhere."""
    other = ShelterFactory()
    return {
        "child": AdmissionFactory(
            shelter=shelter, case=CaseFactory(code="TK-2025-00001", person__child=True),
            admitted_at=ago(10), legal_authority="pending", expected_days=5, risk_level="high",
        ),
        "gone": AdmissionFactory(
            shelter=shelter, case=CaseFactory(code="TK-2025-00002"),
            admitted_at=ago(40), ended_at=ago(30), status="exited", legal_authority="self",
        ),
        "asked": AdmissionFactory(
            shelter=other, case=CaseFactory(code="TK-2025-00003"),
            status="requested", admitted_at=None, legal_authority="pending",
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["TK-2025-00001", "TK-2025-00002", "TK-2025-00003"]),
        ({"status": "in_house"}, ["TK-2025-00001"]),
        ({"status": "requested"}, ["TK-2025-00003"]),
        ({"age": "child"}, ["TK-2025-00001"]),
        ({"age": "adult"}, ["TK-2025-00002", "TK-2025-00003"]),
        ({"age": "unknown"}, []),
        ({"authority": "pending"}, ["TK-2025-00001"]),
        ({"length": "over"}, ["TK-2025-00001"]),
        ({"arrived_from": str(ago(20).date())}, ["TK-2025-00001"]),
        ({"arrived_to": str(ago(20).date())}, ["TK-2025-00002"]),
        ({"sort": "-code"}, ["TK-2025-00003", "TK-2025-00002", "TK-2025-00001"]),
        ({"sort": "arrived"}, ["TK-2025-00002", "TK-2025-00001", "TK-2025-00003"]),
    ],
)
def test_stays_are_filtered_and_sorted(overseer, stays, asked, found):
    assert codes(overseer.get(STAYS, asked)) == found


def test_stays_of_one_house(overseer, stays, shelter):
    answer = overseer.get(STAYS, {"shelter": shelter.pk})

    assert codes(answer) == ["TK-2025-00001", "TK-2025-00002"]


def test_a_manager_sees_the_own_house_a_worker_the_own_cases_others_nothing(
    client, practice, stays, manager, other_manager
):
    worker = UserFactory(role=Role.CASE_WORKER)
    stays["asked"].case.grants.create(user=worker, reason="assigned")
    seen = {}
    for user in (manager, other_manager, worker):
        client.force_login(user)
        seen[user.pk] = codes(client.get(STAYS))

    assert seen == {
        manager.pk: ["TK-2025-00001", "TK-2025-00002"], other_manager.pk: [],
        worker.pk: ["TK-2025-00003"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "of_stays", "of_beds"),
    [
        (Role.FIELD_MONITOR, 403, 403),
        (Role.FINANCE_OFFICER, 403, 200),
        (Role.DONOR_VIEWER, 404, 404),
        (Role.SHELTER_STAFF, 200, 200),
    ],
)
def test_roles_at_the_lists(signed_in, role, of_stays, of_beds):
    client, _user = signed_in(role)

    assert (client.get(STAYS).status_code, client.get(BEDS).status_code) == (of_stays, of_beds)


def test_the_list_shows_no_name_and_no_need(overseer, stays):
    stay = stays["child"]
    stay.case.person.names, stay.urgent_needs = "Mfano Marufuku", "Insulin"
    stay.case.person.save()
    stay.save()

    page = overseer.get(STAYS).content.decode()

    assert ("TK-2025-00001" in page, "Marufuku" in page, "Insulin" in page) == (True, False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_stays_ask_the_same_number_of_questions(overseer, number, django_assert_num_queries):
    AdmissionFactory.create_batch(number)

    with django_assert_num_queries(4):
        overseer.get(STAYS)


@pytest.mark.parametrize("number", [1, 3])
def test_beds_ask_the_same_number_of_questions(overseer, women, number, django_assert_num_queries):
    for _ in range(number):
        BedAssignmentFactory(bed=BedFactory(room=women), admission__shelter=women.shelter)

    with django_assert_num_queries(4):
        overseer.get(BEDS)


@pytest.fixture
def beds(shelter, women):
    """One bed in each state, and a free one for girls."""
    free, taken, held, broken = (BedFactory(room=women, label=f"A{n}") for n in range(1, 5))
    BedFactory(room=RoomFactory(shelter=shelter, kind="girls", name="Room G"), label="G1")
    BedAssignmentFactory(
        bed=taken, admission__shelter=shelter, admission__case__code="TK-2025-00007",
        period=(ago(3), None),
    )  # fmt: skip
    expected = AdmissionFactory(shelter=shelter, status="requested", admitted_at=None)
    BedAssignmentFactory(
        bed=held, admission=expected, use="hold", period=(ago(1), NOW + dt.timedelta(hours=5))
    )
    BedAssignmentFactory(bed=free, admission=expected, use="hold", period=(ago(9), ago(8)))
    broken.status = "out_of_use"
    broken.save()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "free"}, ["A1", "G1"]),
        ({"state": "occupied"}, ["A2"]),
        ({"state": "held"}, ["A3"]),
        ({"state": "out_of_use"}, ["A4"]),
        ({"kind": "girls"}, ["G1"]),
        ({"sort": "-bed"}, ["G1", "A4", "A3", "A2", "A1"]),
    ],
)
def test_beds_are_filtered_by_what_they_are_now(overseer, beds, asked, found):
    listed = labels(overseer.get(BEDS, asked))

    assert (listed if "sort" in asked else sorted(listed)) == found


def test_who_sleeps_in_a_bed_stands_there_for_those_who_may_see_the_stay(
    client, practice, beds, manager
):
    shown = {}
    for user in (manager, UserFactory(role=Role.FINANCE_OFFICER)):
        client.force_login(user)
        shown[user.role] = "TK-2025-00007" in client.get(BEDS).content.decode()

    assert shown == {Role.SHELTER_MANAGER: True, Role.FINANCE_OFFICER: False}


def test_tabs_join_the_pages_that_the_reader_may_open(signed_in):
    client, _user = signed_in(Role.FINANCE_OFFICER)
    tabs = client.get(BEDS).context["tabs"]

    assert [(tab["url"], tab["current"]) for tab in tabs] == [
        (reverse("shelter:shelter_list"), False), (BEDS, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "expected"),
    [("\0", 400), *[(b, 200) for b in ("x" * 5000, "0001-01-01", "9999-12-31", "not-a-uuid")]],
)
def test_strange_filters_are_no_error(overseer, stays, beds, bad, expected):
    names = ("shelter", "status", "age", "arrived_from", "arrived_to", "state", "kind", "after")
    asked = dict.fromkeys(names, bad)

    assert [overseer.get(url, asked).status_code for url in (STAYS, BEDS)] == [expected] * 2


def test_an_empty_house_says_what_to_do(client, practice):
    client.force_login(UserFactory(role=Role.SHELTER_MANAGER, office=OfficeFactory(kind="shelter")))

    assert "No bed here" in client.get(BEDS).content.decode()
    assert "No stay here" in client.get(STAYS).content.decode()


def test_a_file_holds_the_rows_of_the_filter(overseer, stays):
    answer = overseer.get(STAYS, {"status": "in_house", "export": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert [line.split(",")[0] for line in lines] == ["Case", "TK-2025-00001"]
