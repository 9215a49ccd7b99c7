"""Sheets for paper: asked for by a POST that leaves its row, with only what their readers need."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.cases import (
    CaseFactory,
    ConsentFactory,
    CourtCaseFactory,
    HearingFactory,
)
from tests.factories.full_house import fill_house
from tests.factories.house import AbsenceFactory, BelongingItemFactory, SignatureFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
STROKES = "10,10 20,20 30,30;40,40 50,50 60,60"
SHRED = "Shred after use."


def url(name, pk):
    return reverse(f"shelter:{name}", args=[pk])


def hours_ago(hours):
    return timezone.now() - dt.timedelta(hours=hours)


def printed():
    return list(AuditEvent.objects.filter(kind="printed").order_by("at"))


@pytest.fixture
def stay(shelter, bed):
    shelter.address = "Hidden lane 7"
    shelter.save()
    row = AdmissionFactory(
        shelter=shelter, admitted_at=hours_ago(48), house_name="Called Practice",
        urgent_needs="Secret illness", dietary="Secret diet", may_tell_answer="named",
        may_tell="Practice Aunt 0700", case__person__names="Wholly Practice Name",
    )  # fmt: skip
    BedAssignmentFactory(bed=bed, admission=row, period=(hours_ago(48), None))
    return row


@pytest.fixture
def manager_of(signed_in, shelter):
    return signed_in(Role.SHELTER_MANAGER, office=shelter.office)


def test_tonights_sheet_has_beds_and_called_names_and_nothing_of_health(signed_in, shelter, stay):
    client, user = signed_in(Role.SHELTER_STAFF, office=shelter.office)

    sheet = client.post(url("tonight_print", shelter.pk)).content.decode()

    assert ("A1, Room A" in sheet, "Called Practice" in sheet, SHRED in sheet) == (
        True,
        True,
        True,
    )
    for secret in ("Wholly", "Secret", stay.case.code, "Aunt", "Hidden"):
        assert secret not in sheet
    assert f"Printed by {user.staff_code} on " in sheet
    assert [(row.target_type, row.fields) for row in printed()] == [
        ("shelter.shelter", {}), ("shelter.admission", {"house_name": None}),
    ]  # fmt: skip
    assert printed()[1].case_id == stay.case_id


def test_who_has_no_name_to_be_called_by_stands_by_code_and_who_is_out_with_the_hour(
    manager_of, shelter
):
    client, _user = manager_of
    stay = AdmissionFactory(shelter=shelter, admitted_at=hours_ago(48), case__person__child=True)
    due = timezone.now() + dt.timedelta(minutes=5)
    AbsenceFactory(admission=stay, out_at=hours_ago(1), due_back_at=due, back_at=None)

    sheet = client.post(url("tonight_print", shelter.pk)).content.decode()

    assert (stay.case.code in sheet, "<td>Child</td>" in sheet, "<td>due " in sheet) == (
        True,
        True,
        True,
    )
    assert len(printed()) == 1


def test_a_case_that_is_closed_to_the_reader_has_a_bed_and_no_name(manager_of, stay, shelter):
    client, _user = manager_of
    stay.case.is_restricted = True
    stay.case.save()

    sheet = client.post(url("tonight_print", shelter.pk)).content.decode()

    assert ("Ask the manager" in sheet, "Called Practice" in sheet) == (True, False)
    assert len(printed()) == 1


@pytest.mark.parametrize(("count", "parts"), [(28, 1), (29, 2), (120, 2)])
def test_a_full_house_takes_two_columns_of_one_page(
    manager_of, shelter, women, count, parts, django_assert_max_num_queries
):
    client, _user = manager_of
    fill_house(women, [f"F{number}" for number in range(count)], since=hours_ago(48))

    with django_assert_max_num_queries(20):
        sheet = client.post(url("tonight_print", shelter.pk)).content.decode()

    assert (sheet.count("<thead>"), sheet.count('<th scope="row">')) == (parts, count)


def test_the_admission_form_says_who_came_and_what_was_agreed(manager_of, stay):
    client, _user = manager_of
    ConsentFactory(case=stay.case, scope="shelter_rules", status="given")
    item = BelongingItemFactory(admission=stay, description="Blue telephone", amount="IMEI 1234")

    sheet = client.post(url("admission_print", stay.pk)).content.decode()

    for words in (
        "Wholly Practice Name",
        "Called Practice",
        "Practice Aunt 0700",
        "Blue telephone",
    ):
        assert words in sheet
    assert "Secret" not in sheet
    assert "Guardian or children officer, day and signature" not in sheet
    kept = {(row.target_type, *sorted(row.fields)) for row in printed()}
    assert kept == {
        ("shelter.admission",), ("cases.person", "birth_date", "names"),
        ("shelter.admission", "house_name", "may_tell"),
        ("shelter.belongingitem", "amount", "description"),
    }  # fmt: skip
    assert {row.case_id for row in printed()} == {stay.case_id}
    assert str(item.pk) in {row.target_id for row in printed()}


def test_a_guardian_signs_for_a_child(manager_of, shelter):
    client, _user = manager_of
    stay = AdmissionFactory(shelter=shelter, case__person__child=True)

    sheet = client.post(url("admission_print", stay.pk)).content.decode()

    assert "Guardian or children officer, day and signature" in sheet


def test_the_receipt_draws_what_was_signed_on_the_screen(manager_of, stay):
    client, _user = manager_of
    BelongingItemFactory(admission=stay, description="Blue telephone")
    SignatureFactory(admission=stay, mode="touch", strokes=STROKES)
    SignatureFactory(admission=stay, purpose="items_out")

    sheet = client.post(url("receipt_print", stay.pk)).content.decode()

    assert sheet.count('<path d="M10 10L10 10L20 20L30 30M40 40') == 1
    assert (sheet.count("sheet-signed"), "Blue telephone" in sheet, "Wholly" in sheet) == (
        1,
        True,
        False,
    )


def test_the_summary_for_a_hearing_names_neither_person_nor_house(signed_in, stay):
    client, user = signed_in(Role.LEGAL_OFFICER)
    stay.case.grants.create(user=user, reason="assigned")
    court = CourtCaseFactory(victim=stay.case, court="Practice Court")
    HearingFactory(court_case=court)

    sheet = client.post(url("hearing_print", stay.case.pk)).content.decode()

    assert (stay.case.code in sheet, "Practice Court" in sheet, "Nights" in sheet) == (
        True,
        True,
        True,
    )
    for secret in ("Wholly", "Called", "Secret", str(stay.shelter), "Hidden"):
        assert secret not in sheet
    assert [(row.target_type, row.case_id) for row in printed()] == [("cases.case", stay.case_id)]


@pytest.mark.parametrize(
    "name", ["tonight_print", "admission_print", "receipt_print", "hearing_print"]
)
def test_a_get_asks_and_leaves_nothing(manager_of, stay, shelter, name):
    client, user = manager_of
    stay.case.grants.create(user=user, reason="admitted")
    key = {"tonight_print": shelter.pk, "hearing_print": stay.case_id}.get(name, stay.pk)

    page = client.get(url(name, key)).content.decode()

    assert ("Show the sheet" in page, "Wholly" in page, "Called Practice" in page) == (
        True,
        False,
        False,
    )
    assert printed() == []
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Practice" not in title


@pytest.mark.parametrize(
    ("name", "role", "status"),
    [
        ("tonight_print", Role.CASE_MANAGER, 403),
        ("admission_print", Role.SHELTER_STAFF, 403),
        ("receipt_print", Role.CASE_WORKER, 403),
        ("hearing_print", Role.SHELTER_STAFF, 403),
        ("hearing_print", Role.CASE_WORKER, 404),
        ("tonight_print", Role.SHELTER_MANAGER, 404),
        ("admission_print", Role.SHELTER_MANAGER, 404),
    ],
)
def test_others_print_nothing(signed_in, stay, shelter, name, role, status):
    client, _user = signed_in(role)
    key = {"tonight_print": shelter.pk, "hearing_print": stay.case_id}.get(name, stay.pk)

    assert client.post(url(name, key)).status_code == status
    assert printed() == []


def test_the_buttons_stand_where_the_work_is(manager_of, signed_in, stay, shelter):
    client, user = manager_of
    stay.case.grants.create(user=user, reason="admitted")

    page = client.get(stay.get_absolute_url()).content.decode()
    house = client.get(url("bed_board", shelter.pk)).content.decode()

    for name, key in (
        ("admission_print", stay.pk),
        ("receipt_print", stay.pk),
        ("hearing_print", stay.case_id),
    ):
        assert f'action="{url(name, key)}"' in page
    assert f'action="{url("tonight_print", shelter.pk)}"' in house
    lawyer, other = signed_in(Role.LEGAL_OFFICER)
    stay.case.grants.create(user=other, reason="assigned")
    assert (
        url("hearing_print", stay.case_id)
        in lawyer.get(stay.case.get_absolute_url()).content.decode()
    )


def test_a_case_without_stay_or_court_has_a_sheet_too(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)

    sheet = client.post(url("hearing_print", CaseFactory().pk)).content.decode()

    assert ("No court case is written down yet." in sheet, SHRED in sheet) == (True, True)
