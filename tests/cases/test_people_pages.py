"""Finding people, and opening a case for a new or a known one."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cases.actions import people
from cases.models import Case, Person
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

SEARCH, OPEN = "cases:people_search", "cases:case_open"


def person(names, **facts):
    return people.register(by=None, names=names, **facts)


def found(client, **typed):
    rows = client.post(reverse(SEARCH), typed).context["found"]
    return [(row.person.names, row.is_exact) for row in rows]


def test_people_are_found_as_written_and_by_sound(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    for names in ("Mohamed Tatu", "Muhammad Tatu", "Other Person"):
        person(names)

    assert found(client, names="mohamed") == [("Mohamed Tatu", True), ("Muhammad Tatu", False)]
    assert found(client, names="tatu mohamed") == [("Mohamed Tatu", True), ("Muhammad Tatu", False)]
    assert found(client, names="nobody here") == []


def test_phones_and_documents_are_found_however_written(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    person("Test Person", phone="0700 000 001", document_number="AB 12/3")

    assert found(client, phone="+254700000001") == [("Test Person", True)]
    assert found(client, document_number="ab-123") == [("Test Person", True)]
    assert found(client, document_number="--") == []


def test_only_people_in_reach_are_found_and_merged_rows_lead_to_one_person(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    mine, other = person("Test Person"), person("Test Person")
    CaseFactory(person=mine, granted_to=[user])
    CaseFactory(person=other)
    merged = person("Test Person")
    CaseFactory(person=merged, granted_to=[user])
    Person.objects.filter(pk=merged.pk).update(merged_into=mine)

    rows = client.post(reverse(SEARCH), {"names": "Test"}).context["found"]

    assert [row.person for row in rows] == [mine]
    assert {case.code for case in rows[0].cases} == {one.cases.get().code for one in (mine, merged)}


def test_a_search_leaves_a_row_without_its_words(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    person("MARKER Person")

    answer = client.post(reverse(SEARCH), {"names": "MARKER"})

    row = AuditEvent.objects.get(by=user.staff_code, kind="searched")
    assert row.fields == {"by": ["names"], "found": 1}
    assert (answer.status_code, answer.context["found"][0].person.names) == (200, "MARKER Person")


def test_names_are_not_shown_in_what_is_found(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    one = person("Tatu HIDDENMARK")

    page = client.post(reverse(SEARCH), {"names": "Tatu"}).content

    assert (one.code.encode() in page, b"HIDDENMARK" in page) == (True, False)


@pytest.mark.parametrize("typed", [{"names": " "}, {"names": "x" * 201}])
def test_a_search_for_nothing_or_too_much_is_refused(signed_in, typed):
    client, user = signed_in(Role.CASE_MANAGER)

    answer = client.post(reverse(SEARCH), typed)

    assert list(answer.context["form"].errors) == ["names"]
    assert AuditEvent.objects.filter(by=user.staff_code, kind="searched").count() == 0


def test_nobody_found_offers_to_open_a_case(signed_in):
    seen = {}
    for role in (Role.CASE_WORKER, Role.LEGAL_OFFICER):
        client, _user = signed_in(role)
        page = client.post(reverse(SEARCH), {"names": "Nobody"})
        seen[role] = (b"Nobody found" in page.content, page.context["may_open"])

    assert seen == {Role.CASE_WORKER: (True, True), Role.LEGAL_OFFICER: (True, False)}


# --- opening a case -------------------------------------------------------------------------------


def typed(**more):
    return {
        "names": "Test Person", "sex": "female", "stated_age": "16", "nationality": "ke",
        "disability": "not_asked", "opened_on": "2025-06-10", "source": "self",
        "case_types": ["gbv"], "trafficking_status": "at_risk", "submission": uuid.uuid4(),
    } | more  # fmt: skip


def test_a_case_is_opened_for_a_new_person_once(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    data = typed(safe_to_call="False")

    answers = [client.post(reverse(OPEN), data) for _again in range(2)]

    case = Case.objects.get()
    assert client.get(reverse(OPEN)).status_code == 200
    assert [answer["Location"] for answer in answers] == [case.get_absolute_url()] * 2
    assert (case.person.stated_age, case.person.nationality, case.person.safe_to_call) == (
        16,
        "KE",
        False,
    )
    assert (case.recorded_by, case.grants.get().user) == (user, user)


def test_people_who_may_be_the_same_are_shown_first(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    known = person("Tezt Person")
    data = typed()

    asked = client.post(reverse(OPEN), data)
    kept = Case.objects.count()
    answer = client.post(reverse(OPEN), data | {"use": str(known.pk)})

    assert [row.person for row in asked.context["opening"].alike] == [known]
    assert b'value="Test Person"' in asked.content
    assert kept == 0
    assert answer["Location"] == Case.objects.get().get_absolute_url()
    assert (Case.objects.get().person, Person.objects.count()) == (known, 1)


def test_a_new_person_can_be_entered_all_the_same(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    person("Test Person")

    client.post(reverse(OPEN), typed(anyway="yes"))

    assert Person.objects.count() == 2


def test_a_person_out_of_reach_cannot_be_used(signed_in):
    client, _user = signed_in(Role.CASE_WORKER)
    strange = CaseFactory().person

    client.post(reverse(OPEN), typed(use=str(strange.pk)))

    assert strange.cases.count() == 1


def test_a_known_person_with_a_faulty_case_form_opens_nothing(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    known = person("Test Person")

    answer = client.post(reverse(OPEN), typed(use=str(known.pk), source=""))

    assert list(answer.context["opening"].case_form.errors) == ["source"]
    assert known.cases.count() == 0


@pytest.mark.parametrize(
    ("wrong", "form", "field"),
    [
        ({"birth_date": "2100-01-01"}, "person_form", "birth_date"),
        ({"opened_on": "2100-01-01"}, "case_form", "opened_on"),
        ({"trafficking_status": "identified_victim"}, "case_form", "decided_by_body"),
        ({"names": "x" * 501}, "person_form", "names"),
        ({"case_types": ["unheard"]}, "case_form", "case_types"),
        ({"nationality": "Kenya"}, "person_form", "nationality"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_kept(signed_in, wrong, form, field):
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = client.post(reverse(OPEN), typed(**wrong))

    assert list(getattr(answer.context["opening"], form).errors) == [field]
    assert Person.objects.count() == Case.objects.count() == 0


def test_a_token_of_somebody_else_is_refused_on_top(signed_in):
    token = uuid.uuid4()
    CaseFactory(pk=token, recorded_by=UserFactory())
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = client.post(reverse(OPEN), typed(submission=token))

    assert answer.context["opening"].case_form.non_field_errors() == [
        "This form has been used already. Open it again."
    ]


def test_who_may_not_see_the_new_case_lands_at_home(signed_in):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=None)

    assert client.post(reverse(OPEN), typed())["Location"] == "/"


def test_details_are_corrected_and_the_age_is_of_today(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    one = person("Test Person", stated_age=16, stated_age_on=dt.date(2025, 1, 1))
    case = CaseFactory(person=one, granted_to=[user])
    url = reverse("cases:person_edit", args=[case.pk])
    data = {"version": "1", "sex": "female", "disability": "not_asked", "dob_precision": "unknown"}

    shown = client.get(url)
    client.post(url, data | {"names": "New Name", "stated_age": "16"})
    same = Person.objects.get().stated_age_on
    client.post(url, data | {"names": "New Name", "stated_age": "17", "version": "2"})

    assert shown.context["form"]["names"].value() == "Test Person"
    assert AuditEvent.objects.filter(by=user.staff_code, kind="revealed").count() == 1
    kept = Person.objects.get()
    assert (str(same), kept.names, kept.stated_age) == ("2025-01-01", "New Name", 17)
    assert kept.stated_age_on > same


@pytest.mark.parametrize(("role", "status"), [(Role.LEGAL_OFFICER, 403), (Role.BOARD_MEMBER, 404)])
def test_a_wrong_role_opens_no_case(signed_in, role, status):
    client, _user = signed_in(role)

    assert client.post(reverse(OPEN), typed()).status_code == status
    assert PersonFactory().cases.count() == 0


def test_enter_in_a_field_chooses_nobody(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    person("Test Person")

    page = client.post(reverse(OPEN), typed()).content.decode()
    form = page[page.index("Possibly the same") - 400 :]

    assert form.index("<button") < form.index("Possibly the same")
    assert 'name="use"' not in form[: form.index("Possibly the same")]
