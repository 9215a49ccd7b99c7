"""What protects a person goes on protecting after their rows are merged, whichever row it stands on."""

import pytest
from django.urls import reverse

from cases.models import ConflictOfInterest, Person
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory, ShelterOfficeFactory
from tests.fresh import prove
from tracekenya.accounts.fresh import Act
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
ROWS = ["double", "master"]


@pytest.fixture
def twins():
    """Return the case of a row that was merged, and that of the row that stands for the person."""
    master = PersonFactory(names="Zuhura Mfano")
    double = PersonFactory(names="Zainab Mfano")
    for person in (master, double):
        person.index_identity()
        person.save()
    cases = {"double": CaseFactory(person=double), "master": CaseFactory(person=master)}
    Person.objects.filter(pk=double.pk).update(merged_into=master)
    return cases


def pages_of(case) -> list[str]:
    names = ["case_detail", "case_edit", "note_add", "conflict_declare"]
    pages = [reverse(f"cases:{name}", args=[case.pk]) for name in names]
    return [*pages, reverse("cases:person_detail", args=[case.person_id])]


def search(client, names):
    return client.post(reverse("cases:people_search"), {"names": names}).content.decode()


@pytest.mark.parametrize("declared_on", ROWS)
@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.CASE_WORKER])
def test_whoever_is_too_near_to_one_row_reaches_no_case_of_either(
    signed_in, twins, role, declared_on
):
    client, user = signed_in(role)
    for case in twins.values():
        case.grants.create(user=user, reason="assigned")
    before = {client.get(case.get_absolute_url()).status_code for case in twins.values()}

    ConflictOfInterest.objects.create(user=user, person=twins[declared_on].person)

    answers = {client.get(page).status_code for case in twins.values() for page in pages_of(case)}
    listed = client.get(reverse("cases:case_list")).content.decode()
    assert (before, answers) == ({200}, {404})
    assert [case.code for case in twins.values() if case.code in listed] == []
    for words in ("Zuhura Mfano", "Zainab Mfano"):
        found = search(client, words)
        assert [c.code for c in twins.values() if c.code in found or c.person.code in found] == []


@pytest.mark.parametrize("declared_on", ROWS)
def test_nor_by_an_emergency_nor_by_being_let_in(signed_in, twins, declared_on):
    client, user = signed_in(Role.CASE_MANAGER)
    colleague = UserFactory(role=Role.CASE_WORKER)
    for near in (user, colleague):
        ConflictOfInterest.objects.create(user=near, person=twins[declared_on].person)
    manager, _other = signed_in(Role.CASE_MANAGER)
    for case in twins.values():
        manager.post(
            reverse("cases:case_restrict", args=[case.pk]), {"kind": "care", "text": "x" * 20}
        )

    prove(client, Act.BREAK_GLASS)
    asked = {"kind": "life", "reason": "x" * 40}
    openings = [
        client.post(reverse("cases:emergency_open"), asked | {"code": case.code})
        for case in twins.values()
    ]
    let_in = [
        manager.post(reverse("cases:case_let_in", args=[case.pk]), {"user": colleague.pk})
        for case in twins.values()
    ]

    assert [list(each.context["form"].errors) for each in openings] == [["code"], ["code"]]
    assert [list(each.context["form"].errors) for each in let_in] == [["user"], ["user"]]


def test_a_conflict_is_declared_once_for_both_rows_and_ends_for_both(signed_in, twins):
    client, _user = signed_in(Role.CASE_MANAGER)
    colleague = UserFactory(role=Role.CASE_WORKER)
    answers = [
        client.post(reverse("cases:conflict_declare", args=[case.pk]), {"user": colleague.pk})
        for case in twins.values()
    ]
    conflict = ConflictOfInterest.objects.get()
    for case in twins.values():
        case.grants.create(user=colleague, reason="assigned")

    client.post(reverse("cases:conflict_end", args=[conflict.pk]))

    client.force_login(colleague)
    assert [each.status_code for each in answers] == [302, 200]
    assert [client.get(case.get_absolute_url()).status_code for case in twins.values()] == [200] * 2


def test_the_list_and_the_page_name_both_codes(signed_in, twins):
    client, _user = signed_in(Role.CASE_MANAGER)
    colleague = UserFactory(role=Role.CASE_WORKER)
    conflict = ConflictOfInterest.objects.create(user=colleague, person=twins["double"].person)

    listed = client.get(reverse("cases:conflict_list")).content.decode()
    page = client.get(conflict.get_absolute_url()).content.decode()

    codes = [twins[row].person.code for row in ROWS]
    assert [code in listed for code in codes] == [True, True]
    assert [code in page for code in codes] == [True, True]


@pytest.mark.parametrize("restricted", ROWS)
def test_a_restricted_case_stays_closed_and_the_open_one_open(signed_in, twins, restricted):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    twins[restricted].is_restricted = True
    twins[restricted].save()

    statuses = {row: client.get(twins[row].get_absolute_url()).status_code for row in ROWS}

    assert statuses == {row: 404 if row == restricted else 200 for row in ROWS}


@pytest.mark.parametrize("restricted", ROWS)
def test_a_person_whose_only_case_is_restricted_is_not_found_by_the_other_row(
    signed_in, restricted
):
    client, _user = signed_in(Role.CASE_MANAGER)
    master, double = PersonFactory(names="Zuhura Mfano"), PersonFactory(names="Zainab Mfano")
    double.merged_into = master
    for person in (master, double):
        person.index_identity()
        person.save()
    CaseFactory(person=double if restricted == "double" else master, is_restricted=True)

    found = search(client, "Zuhura Mfano") + search(client, "Zainab Mfano")

    assert [p.code for p in (master, double) if p.code in found] == []
    assert {client.get(p.get_absolute_url()).status_code for p in (master, double)} == {404}


def test_a_grant_on_the_case_of_one_row_opens_no_case_of_the_other(signed_in, twins):
    client, user = signed_in(Role.SHELTER_MANAGER, office=ShelterOfficeFactory())
    twins["double"].grants.create(office=user.office, reason="admitted")

    statuses = {row: client.get(twins[row].get_absolute_url()).status_code for row in ROWS}

    assert statuses == {"double": 200, "master": 404}
