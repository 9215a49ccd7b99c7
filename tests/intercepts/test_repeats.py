"""The same vehicle, phone or person suspected once more: raised once, told to few, without the other case."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions import court, suspects
from intercepts.actions import repeats
from intercepts.models import Intercept, PlateMark, RepeatAlert
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CourtCaseFactory, OffenceFactory, PersonFactory
from tests.factories.work import CrewMemberFactory, InterceptedPersonFactory, InterceptFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


def url(name, row=None):
    return reverse(f"intercepts:{name}", args=[row.pk] if row else [])


def met(plate="", phone="", **facts):
    """Return an intercept with one person, looked at as recording does."""
    intercept = InterceptFactory(vehicle_plate=plate, **facts)
    person = PersonFactory(phone=phone)
    person.index_identity()
    person.save()
    InterceptedPersonFactory(intercept=intercept, person=person)
    repeats.look_for_repeats(intercepts=[intercept])
    return intercept


def alerts():
    return [(a.kind, a.intercept or a.case, a.matches) for a in RepeatAlert.objects.order_by("pk")]


def test_the_same_plate_raises_one_alert_however_it_is_typed():
    met("KBA 123X")
    again = met("kba-123x")
    repeats.look_for_repeats(intercepts=[again])
    met("KBB 123X")
    met("")

    assert alerts() == [("vehicle", again, 1)]


def test_travellers_of_one_stop_are_no_vehicle_met_again():
    first = met("KBA 123X")
    met("KBA 123X", station=first.station)  # the next traveller of the same bus
    assert alerts() == []

    later = met("KBA 123X", station=first.station, happened_on=first.happened_on + dt.timedelta(1))

    assert alerts() == [("vehicle", later, 2)]


def test_a_number_that_people_left_is_found_when_its_holder_is_suspected_or_the_number_learnt():
    by = UserFactory(role=Role.CASE_MANAGER)
    left = [met(phone="0711 000 009") for _number in range(2)]
    RepeatAlert.objects.all().delete()
    one, other = CaseFactory(), CaseFactory(person=left[0].people.get().person)

    suspects.register(by=by, names="Practice Suspect", phone="0711000009", case=one)
    suspects.register(by=by, names="Mfano Mwingine", phone="0711000010", case=other)
    assert alerts() == [("suspect", one, 2)]
    RepeatAlert.objects.all().delete()
    late = suspects.register(by=by, names="Jina la Tatu", case=other)
    assert alerts() == []
    suspects.edit(row=late, version=late.version, by=by, phone="+254 711 000009")

    # the first suspect, and of two people who left it one: the other is whose case it is
    assert alerts() == [("suspect", other, 2)]


def test_nobody_is_told_of_a_case_that_is_closed_to_them():
    by = UserFactory(role=Role.CASE_MANAGER)
    barred = UserFactory(role=Role.LEGAL_OFFICER)
    case, restricted = CaseFactory(), CaseFactory(is_restricted=True)
    suspect = suspects.register(by=by, names="Practice Longname", case=case)

    suspects.link(case=restricted, suspect=suspect, by=by)

    assert alerts() == [("suspect", restricted, 1)]
    assert not Notice.objects.filter(to=barred, kind="repeat_found").exists()


def test_the_same_phone_of_another_person_or_a_suspect_is_found():
    by = UserFactory(role=Role.CASE_MANAGER)
    met(phone="0711 000 001")
    suspects.register(by=by, names="Practice Suspect", phone="0711000002")
    first, second = met(phone="+254 711 000001"), met(phone="0711 000 002")

    assert sorted(alerts(), key=str) == sorted([("phone", first, 1), ("phone", second, 1)], key=str)


def test_a_crew_that_tips_is_never_compared():
    CrewMemberFactory(names="Practice Crew", phone="0711 000 003")

    met(phone="0711 000 003")

    assert alerts() == []


def test_a_suspect_in_a_second_case_and_one_of_the_same_name_are_found():
    by = UserFactory(role=Role.CASE_MANAGER)
    one, two, three = CaseFactory(), CaseFactory(), CaseFactory()
    suspect = suspects.register(by=by, names="Practice Longname", case=one)
    assert alerts() == []

    suspects.link(case=two, suspect=suspect, by=by, roles=["recruiter"])
    suspects.link(case=two, suspect=suspect, by=by, roles=["transporter"])
    suspects.register(by=by, names="longname PRACTICE", case=three)

    assert sorted(alerts(), key=str) == sorted([("agent", two, 1), ("suspect", three, 1)], key=str)


def court_of(*cases):
    """Return a court case about these cases."""
    row = CourtCaseFactory()
    for case in cases:
        court.link(court_case=row, case=case, by=row.recorded_by or UserFactory())
    return row


def charged(row, suspect, by):
    return court.add_charge(court_case=row, suspect=suspect, offence=OffenceFactory(), by=by)


def test_an_accused_of_another_case_is_found_in_court():
    by = UserFactory(role=Role.LEGAL_OFFICER)
    one, two, three = CaseFactory(), CaseFactory(), CaseFactory()
    suspect = suspects.register(by=by, names="Practice Longname", case=one, roles=["recruiter"])

    charged(court_of(one), suspect, by)  # the same case: nothing new
    assert alerts() == []
    charged(court_of(), suspect, by)  # about no case of ours
    assert alerts() == []
    row = court_of(two, three)
    charged(row, suspect, by)
    charged(row, suspect, by)

    assert sorted(alerts(), key=str) == sorted([("agent", two, 2), ("agent", three, 2)], key=str)
    four = CaseFactory()
    court.link(court_case=row, case=four, by=by)  # its accused stand in the others
    assert ("agent", four, 2) in alerts()


def test_a_count_given_to_another_accused_is_looked_at(legal_officer):
    case = CaseFactory()
    known = suspects.register(by=legal_officer, names="Practice Longname", case=CaseFactory())
    other = suspects.register(by=legal_officer, names="Mfano Mwingine")
    charge = charged(court_of(case), other, legal_officer)
    assert alerts() == []

    court.edit_charge(row=charge, version=charge.version, by=legal_officer, suspect=known)

    assert alerts() == [("suspect", case, 1)]


def test_one_joined_to_a_case_was_charged_about_another(legal_officer):
    suspect = suspects.register(by=legal_officer, names="Practice Longname")
    charged(court_of(CaseFactory()), suspect, legal_officer)
    case = CaseFactory()

    suspects.link(case=case, suspect=suspect, by=legal_officer)

    assert alerts() == [("suspect", case, 1)]


def test_plates_recorded_before_are_marked_once_and_found_from_then_on():
    before = InterceptFactory(vehicle_plate="KBA 123X")
    InterceptFactory(vehicle_plate="-"), InterceptFactory(vehicle_plate="")
    marked = met("KBB 123X")

    call_command("mark_plates", stdout=(said := StringIO()))
    assert (said.getvalue(), repeats.mark_plates()) == ("Marked 1 plates\n", 0)

    assert set(PlateMark.objects.values_list("intercept", flat=True)) == {before.pk, marked.pk}
    assert alerts() == []  # old news is told to nobody
    again = met("kba-123x")
    assert alerts() == [("vehicle", again, 1)]
    assert AuditEvent.objects.filter(fields={"plates_marked": 1}).count() == 1


def test_plates_are_marked_in_small_parts(monkeypatch):
    monkeypatch.setattr(repeats, "MARKED_AT_ONCE", 2)
    for number in range(5):
        InterceptFactory(vehicle_plate=f"KBA {number:03d}X" if number != 1 else "?")

    assert repeats.mark_plates() == 4


def test_named_roles_are_told_without_the_other_record(signed_in):
    client, manager = signed_in(Role.CASE_MANAGER)
    others = [UserFactory(role=role) for role in (Role.LEGAL_OFFICER, Role.PROGRAMME_MANAGER)]
    UserFactory(role=Role.FIELD_MONITOR)
    first = met("KBA 123X", code="INT-FIRST")
    met("KBA 123X", code="INT-SECOND")

    alert = RepeatAlert.objects.get()
    page = client.get(url("repeat_detail", alert)).content.decode()
    listed = client.get(url("repeat_list")).content.decode()
    told = Notice.objects.filter(kind="repeat_found").values_list("to", flat=True)

    assert set(told) == {manager.pk, *(each.pk for each in others)}
    assert ["INT-SECOND" in text for text in (page, listed)] == [True, True]
    assert [first.code in text or "KBA" in text for text in (page, listed)] == [False, False]


def test_an_alert_is_taken_once_and_stays_with_who_took_it(signed_in):
    met("KBA 123X")
    met("KBA 123X")
    alert = RepeatAlert.objects.get()
    for role in (Role.LEGAL_OFFICER, Role.CASE_MANAGER):
        client, _user = signed_in(role)
        client.post(url("repeat_take", alert))

    alert.refresh_from_db()
    assert (alert.taken_by.role, alert.version) == (Role.LEGAL_OFFICER, 2)
    assert AuditEvent.objects.filter(kind="changed", target_id=str(alert.pk)).count() == 1


@pytest.mark.parametrize("role", [Role.FIELD_MONITOR, Role.PROGRAMME_OFFICER, Role.CASE_WORKER])
def test_others_have_no_list_of_matches(signed_in, role):
    client, _user = signed_in(role)

    assert client.get(url("repeat_list")).status_code == 403


def test_an_alert_of_a_restricted_case_is_not_there_for_others(signed_in):
    met("KBA 123X")
    again = met("KBA 123X")
    case = CaseFactory(is_restricted=True)
    again.people.update(case=case)
    client, _user = signed_in(Role.LEGAL_OFFICER)

    assert client.get(url("repeat_detail", RepeatAlert.objects.get())).status_code == 404


def test_looking_at_many_asks_as_often_as_at_one():
    UserFactory(role=Role.CASE_MANAGER)
    met("KBA 111A", phone="0711 000 001")
    counts = []
    for number in (1, 6):
        rows = [InterceptFactory(vehicle_plate="KBA 111A") for _again in range(number)]
        for row in rows:
            person = PersonFactory(phone="0711 000 001")
            person.index_identity()
            person.save()
            InterceptedPersonFactory(intercept=row, person=person)
        rows = list(Intercept.objects.filter(pk__in=[row.pk for row in rows]))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = repeats.look_for_repeats(intercepts=rows)
        assert len(found) == 2 * number
        counts.append(len(asked))

    assert counts[0] == counts[1]
