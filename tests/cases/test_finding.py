"""Finding people by sealed identity: who comes first, who comes at all, and what is never kept."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import finding_sql
from cases.actions import people
from cases.finding import Wanted, find
from cases.finding_sql import MOST_FOUND
from cases.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

pytestmark = pytest.mark.django_db
SEARCH = "cases:people_search"


def enter(names: str, **facts) -> Person:
    return people.register(by=None, names=names, **facts)


@pytest.fixture
def manager():
    return UserFactory(role=Role.CASE_MANAGER)


def names_found(user, names: str = "", **more) -> list[str]:
    return [found.person.names for found in find(Wanted(names=names, **more), user)]


def test_the_nearest_come_first(manager):
    in_order = [
        "Mohamed Wanjiru", "Wanjiru Mohamed Tatu", "Maxamed Wanjirũ Otieno", "Mohamed Wanjeeru",
        "Muhammad Wanjeeru",
    ]  # fmt: skip
    for names in (in_order[4], in_order[2], in_order[3], in_order[1], in_order[0]):
        enter(names)
    enter("Mohamed Otieno")

    found = find(Wanted(names="mohamed wanjiru"), manager)

    assert [one.person.names for one in found] == in_order
    assert [one.is_exact for one in found] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("recorded", "asked"),
    [
        ("Amina Wanjiru Otieno", "Otieno Amina"),
        ("Amina Otieno", "Amina Wanjiru Otieno"),
        ("A. Wanjiru", "Amina Wanjiru"),
        ("Amina Wanjiru", "A Wanjiru"),
        ("Abdi Rahman Cali", "Abdirahman Ali"),
        ("Cabdiraxmaan Cali", "Abdi Rahman Ali"),
        ("Halima binti Juma", "Xaliimo Juma"),
        ("Halima Juma", "Halima bint Juma"),
        ("Mwana-Isha Bakari", "Mwanaisha Bakary"),
        ("Fatuma Wanjikũ", "faadumo WANJIKU"),
        ("Achieng' Otieno", "Aching Otyeno"),
    ],
)
def test_other_orders_missing_names_initials_and_particles_are_found(manager, recorded, asked):
    enter(recorded)
    enter("Somebody Else Altogether")

    assert names_found(manager, asked) == [recorded]


def test_a_part_of_the_name_is_said_to_be_a_part_and_comes_last(manager):
    enter("Amina Otieno")
    enter("Amina Wanjiru Otieno")

    found = find(Wanted(names="Amina Wanjiru Otieno"), manager)

    assert [(one.person.names, one.is_part) for one in found] == [
        ("Amina Wanjiru Otieno", False), ("Amina Otieno", True),
    ]  # fmt: skip


def test_one_of_two_names_is_too_little(manager):
    enter("Amina Otieno")

    assert names_found(manager, "Amina Wanjiru") == []


def test_other_names_and_several_phones_are_found(manager):
    person = enter("Amina Otieno", aliases="Mama Tatu\nZuhura", phone="0712 345 678 / 0733 000 111")

    for wanted in (
        Wanted(names="mama tatu"), Wanted(names="Suhura"), Wanted(phone="+254733000111"),
        Wanted(phone="712345678"),
    ):  # fmt: skip
        assert [one.person for one in find(wanted, manager)] == [person]
    assert find(Wanted(names="Mama Tatu"), manager)[0].is_exact


@pytest.mark.parametrize("many", [700])
def test_exact_ones_are_found_among_very_many_that_sound_alike(manager, many):
    crowd("Muhammad Otyeno", many)
    enter("Mohamed Otieno")
    phone = enter("Somebody", phone="0700 111 222")

    assert names_found(manager, "Mohamed Otieno")[0] == "Mohamed Otieno"
    assert len(names_found(manager, "Mohamed Otieno")) == MOST_FOUND
    both = find(Wanted(names="Mohamed Otieno", phone="0700111222"), manager)
    assert {one.person.names for one in both if one.is_exact} == {"Mohamed Otieno", "Somebody"}
    assert phone in [one.person for one in both]


def test_a_word_that_very_many_bear_looks_at_few_rows(manager):
    crowd("Mohamed", 3 * finding_sql.MOST_OF_A_BRANCH)

    with CaptureQueriesContext(connection) as sent:
        found = find(Wanted(names="Mohamed"), manager)

    assert (len(found), len(sent)) == (MOST_FOUND, 1)
    plan = explained(sent[0]["sql"])
    assert sum(rows for kind, rows in plan if kind == "Limit") <= 2 * 500 + 25


def test_the_few_people_in_reach_are_found_among_very_many_others():
    worker = UserFactory(role=Role.CASE_WORKER)
    crowd("Mohamed Otieno", 3 * finding_sql.MOST_OF_A_BRANCH)
    mine = enter("Muhammad Otyeno")
    CaseFactory(person=mine, granted_to=[worker])

    assert [one.person for one in find(Wanted(names="Mohamed Otieno"), worker)] == [mine]


def test_a_merged_row_leads_to_the_row_that_stands_for_the_person(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    master, merged = enter("Zainab Kamau"), enter("Njeri Barasa")
    CaseFactory(person=merged, granted_to=[user])
    CaseFactory(person=master)
    Person.objects.filter(pk=merged.pk).update(merged_into=master)

    found = find(Wanted(names="Njeri Barasa"), user)

    assert [one.person for one in found] == [master]
    assert [case.code for case in found[0].cases] == [merged.cases.get().code]


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.FIELD_MONITOR])
def test_whoever_may_not_search_finds_nobody(role):
    enter("Amina Otieno")

    assert names_found(UserFactory(role=role), "Amina Otieno") == []


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --", "%s %(x)s {reach}", "a\\b", "\x00", "x" * 200, "a b c d e f g h i j k l",
        "wanjiru " * 25, "محمد علي", "ﷺ", "bin", "J", "- - -", "٣", "Ⅷ",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_only_ever_a_value(manager, typed):
    person = enter("Amina Otieno")

    assert names_found(manager, typed) == []
    assert Person.objects.get() == person


def test_no_word_of_a_search_is_logged_kept_or_put_into_an_address(signed_in, caplog):
    client, user = signed_in(Role.CASE_MANAGER)
    enter("Zqmarkera Otieno", phone="0711 222 333", document_number="QX-998877")
    typed = {"names": "Zqmarkera Otieno", "phone": "0711222333", "document_number": "qx998877"}
    marks = ["zqmarkera", "711222333", "998877", "otieno"]

    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse(SEARCH), typed)
    row = AuditEvent.objects.get(by=user.staff_code, kind="searched")

    assert answer.context["found"][0].is_exact
    assert row.fields == {"by": ["names", "phone", "document_number"], "found": 1}
    kept = " ".join(str(getattr(row, field.attname)) for field in row._meta.fields)
    kept += " ".join(record.getMessage() for record in caplog.records)
    kept += f" {answer.request['PATH_INFO']}?{answer.request['QUERY_STRING']}"
    assert [mark for mark in marks if mark in kept.lower()] == []


def test_a_search_by_address_searches_nothing(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    enter("Amina Otieno")

    answer = client.get(reverse(SEARCH), {"names": "Amina"})

    assert answer.context["found"] is None
    assert AuditEvent.objects.filter(by=user.staff_code, kind="searched").count() == 0


@pytest.mark.parametrize("many", [1, 3])
def test_a_search_costs_the_same_for_any_number_found(manager, django_assert_num_queries, many):
    for _ in range(many):
        CaseFactory(person=enter("Amina Otieno"))

    with django_assert_num_queries(1):
        found = find(Wanted(names="Amina Otieno"), manager)
        shown = [(one.code, one.cases[0].code) for one in found]
    assert len(shown) == many


def crowd(names: str, many: int) -> None:
    """Enter `many` people of one name at once, without sealing anything."""
    Person.objects.bulk_create(
        Person(
            code=f"X-{number:05}", name_tokens=blind.name_tokens(names),
            sound_tokens=blind.sound_tokens(names),
        )
        for number in range(many)
    )  # fmt: skip


def explained(sql: str) -> list[tuple[str, int]]:
    """Return the kind and the number of rows of each node of the plan as it was carried out."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        pending, nodes = [cursor.fetchone()[0][0]["Plan"]], []
    while pending:
        node = pending.pop()
        pending += node.get("Plans", [])
        nodes.append((node["Node Type"], node["Actual Rows"] * node["Actual Loops"]))
    return nodes
