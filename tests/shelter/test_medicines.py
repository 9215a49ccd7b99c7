"""Medicines: prescriptions, the round of a house, each dose once, and what the house is told."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from shelter.actions import medicines as acts
from shelter.medicines import round_of
from shelter.models import Admission, Dose, HealthCheck, Medicine
from shelter.registries import next_due, prepared
from shelter.tasks import tell_due
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.house import (
    DoseFactory,
    HealthCheckFactory,
    MedicineFactory,
    MissingReportFactory,
)
from tests.factories.work import AdmissionFactory
from tests.shelter.asking import now, page
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOUR, A_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def due_since(stay, passed, **facts):
    """Return a medicine of a month ago that was due `passed` ago, and when."""
    due_at = now() - passed
    row = MedicineFactory(
        admission=stay, times=[due_at.timetz().replace(tzinfo=None)],
        from_on=due_at.date() - 30 * A_DAY, **facts,
    )  # fmt: skip
    Medicine.objects.filter(pk=row.pk).update(recorded_at=due_at - 20 * A_DAY)
    row.refresh_from_db()
    return row, due_at


def sent(**more):
    usual = {"medicine": "Practice syrup", "dose": "One spoon", "times": "8, 20.30", "until_on": ""}
    return {"submission": str(uuid4()), "from_on": timezone.localdate().isoformat()} | usual | more


def test_a_prescription_is_kept_with_its_hours(at_home, stay):
    answer = at_home.post(page("medicine_add", stay), sent())

    row = Medicine.objects.get()
    assert answer.url == page("medicine_detail", row)
    assert row.times == [dt.time(8), dt.time(20, 30)]
    shown = at_home.get(answer.url).content.decode()
    assert ("Practice syrup" in shown, "08:00, 20:30" in shown) == (True, True)
    assert "Practice syrup" not in shown.partition("</title>")[0]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"times": ""}, "times"),
        ({"times": "25:00"}, "times"),
        ({"times": "noon"}, "times"),
        ({"times": "8:00:99"}, "times"),
        ({"times": "9.975334807460"}, "times"),
        ({"times": "1,2,3,4,5,6,7,8,9"}, "times"),
        ({"times": "8", "as_needed": "on"}, "times"),
        ({"until_on": "2020-01-01"}, "until_on"),
        ({"medicine": ""}, "medicine"),
        ({"medicine": "x" * 200}, "medicine"),
        ({"dose": "\x00"}, "dose"),
        ({"from_on": "0001-01-01"}, "from_on"),
    ],
)
def test_bad_answers_are_said_at_the_field(at_home, stay, answers, field):
    answer = at_home.post(page("medicine_add", stay), sent(**answers))

    assert list(answer.context["form"].errors) == [field]
    assert Medicine.objects.count() == 0


def test_staff_give_from_the_round_with_one_press(at_night, shelter, stay, staff):
    row, due_at = due_since(stay, HOUR / 2)
    shown = at_night.get(page("medicine_round", shelter)).content.decode()

    answer = at_night.post(
        page("dose_give", row),
        {"submission": str(uuid4()), "due_at": due_at.isoformat(), "outcome": "given"},
    )

    dose = Dose.objects.get()
    assert ("Practice medicine, One spoon" in shown, "Due now" in shown) == (True, True)
    assert due_at.isoformat() in shown
    assert answer.url == page("medicine_round", shelter)
    assert (dose.due_at, dose.outcome, dose.recorded_by) == (due_at, "given", staff)
    assert "Nothing is due now" in at_night.get(answer.url).content.decode()
    assert AuditEvent.objects.filter(kind="viewed", case_id=stay.case_id).count() == 1


def test_a_declined_dose_is_written_with_its_reason(at_night, stay):
    row, due_at = due_since(stay, 2 * HOUR)
    answers = {"due_at": due_at.isoformat(), "outcome": "declined", "words": "Practice nausea"}

    at_night.post(page("dose_give", row), answers | {"submission": str(uuid4())})

    dose = Dose.objects.get()
    assert (dose.outcome, str(dose.words)) == ("declined", "Practice nausea")


def test_a_dose_is_written_once_and_the_second_hears_who_was_first(stay, staff, manager):
    row, due_at = due_since(stay, HOUR / 2)
    acts.give(row=row, due_at=due_at, outcome="given", by=staff)

    with pytest.raises(
        DomainError, match=f"{staff.staff_code} wrote this dose down already: Given"
    ):
        acts.give(row=row, due_at=due_at, outcome="given", by=manager)

    assert Dose.objects.count() == 1


def test_the_same_form_twice_is_one_dose(stay, staff):
    row, due_at = due_since(stay, HOUR / 2)
    given = {"row": row, "due_at": due_at, "outcome": "given", "by": staff, "submission": uuid4()}

    assert acts.give(**given) == acts.give(**given)


def test_what_is_asked_for_may_be_given_again_but_not_within_a_minute(stay, staff):
    row = MedicineFactory(admission=stay, times=[], as_needed=True)
    given = {"row": row, "due_at": None, "outcome": "given", "by": staff}
    acts.give(**given, given_at=now() - HOUR)
    acts.give(**given)

    with pytest.raises(DomainError, match="already"):
        acts.give(**given)

    assert Dose.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"given_at": now() + HOUR}, "given_at"),
        ({"given_at": now() - 3 * HOUR}, "given_at"),
        ({"due_at": now() - 3 * HOUR}, "due_at"),
        ({"due_at": None}, "due_at"),
        ({"outcome": "flown"}, "outcome"),
    ],
)
def test_doses_that_cannot_be_are_refused(stay, staff, facts, field):
    row, due_at = due_since(stay, HOUR)

    with pytest.raises(DomainError) as refusal:
        acts.give(row=row, by=staff, **{"due_at": due_at, "outcome": "given"} | facts)

    assert refusal.value.field == field


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_time_at_an_end_of_the_calendar_is_refused_at_the_field(at_home, stay, year):
    row = MedicineFactory(admission=stay, as_needed=True, times=[])
    typed = {
        "submission": str(uuid4()),
        "due_at": "",
        "outcome": "given",
        "given_at": f"{year}-01-01T00:00",
    }

    answer = at_home.post(page("dose_give", row), typed)

    assert list(answer.context["form"].errors) == ["given_at"]
    assert not Dose.objects.exists()


def test_nothing_is_given_to_who_left(shelter, staff):
    row, due_at = due_since(AdmissionFactory(shelter=shelter), HOUR)
    type(row.admission).objects.update(status="exited", ended_at=now())

    with pytest.raises(DomainError, match="ended already"):
        acts.give(row=row, due_at=due_at, outcome="given", by=staff)


def test_after_a_dose_the_prescription_stays_and_its_end_may_change(at_home, stay):
    row, _due = due_since(stay, HOUR)
    DoseFactory(medicine=row)

    form = at_home.get(page("medicine_edit", row)).context["form"]
    with pytest.raises(DomainError, match="given already"):
        acts.edit(row=row, version=row.version, by=UserFactory(), dose="Two spoons")

    assert set(form.fields) == {"until_on", "prescriber", "version"}


def test_a_stopped_medicine_is_due_no_more(at_home, shelter, stay):
    row, _due = due_since(stay, -HOUR / 2)
    row.from_on = timezone.localdate()
    row.save()
    answers = {"version": row.version, "stopped_on": timezone.localdate().isoformat()}
    assert "Due soon" in at_home.get(page("medicine_round", shelter)).content.decode()

    at_home.post(page("medicine_stop", row), answers)

    assert "Nothing is due now" in at_home.get(page("medicine_round", shelter)).content.decode()
    assert "Stopped" in at_home.get(page("medicine_detail", row)).content.decode()


def test_the_log_names_what_was_missed(at_home, stay):
    row, due_at = due_since(stay, HOUR)
    DoseFactory(medicine=row, due_at=due_at - A_DAY, given_at=due_at - A_DAY, outcome="declined")

    shown = at_home.get(page("medicine_detail", row)).content.decode()

    assert (shown.count("Missed"), shown.count("Declined")) == (6, 1)


def test_the_house_is_told_of_a_missed_dose_once(stay, manager, staff, other_manager):
    due_since(stay, HOUR)
    due_since(stay, HOUR)
    due_since(AdmissionFactory(shelter=stay.shelter), HOUR - dt.timedelta(minutes=1))

    tell_due()
    tell_due()

    told = Notice.objects.filter(kind="medicine_missed")
    assert sorted(notice.to.pk for notice in told) == sorted([manager.pk, staff.pk])
    assert {notice.case_id for notice in told} == {stay.case_id}


def test_nobody_is_told_of_who_is_away_or_has_an_answer(shelter, manager):
    on_leave = AdmissionFactory(shelter=shelter, status="on_leave")
    gone = AdmissionFactory(shelter=shelter)
    MissingReportFactory(admission=gone)
    answered, due_at = due_since(AdmissionFactory(shelter=shelter), 2 * HOUR)
    DoseFactory(medicine=answered, due_at=due_at, given_at=due_at, outcome="not_there")
    due_since(on_leave, 2 * HOUR)
    due_since(gone, 2 * HOUR)

    assert acts.tell_missed(timezone.now()) == 0


def test_nobody_barred_hears_of_a_restricted_case(shelter, manager):
    due_since(AdmissionFactory(shelter=shelter, case=CaseFactory(is_restricted=True)), HOUR)

    acts.tell_missed(timezone.now())

    assert Notice.objects.filter(to=manager).count() == 0


@pytest.mark.parametrize("residents", [1, 3])
def test_the_round_costs_the_same_for_any_number(
    shelter, staff, residents, django_assert_num_queries
):
    for _number in range(residents):
        due_since(AdmissionFactory(shelter=shelter), HOUR)

    with django_assert_num_queries(3):
        assert len(round_of(shelter, staff, timezone.now())) == residents


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CASE_MANAGER, 403), (Role.EXECUTIVE_DIRECTOR, 403), (Role.DONOR_VIEWER, 404)],
)
def test_others_give_nothing(signed_in, shelter, stay, role, status):
    row, _due = due_since(stay, HOUR)
    client, _user = signed_in(role)

    answers = [
        client.get(page("medicine_round", shelter)), client.get(page("dose_give", row)),
        client.get(page("medicine_detail", row)),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {status}


def test_another_house_sees_nothing(client, practice, shelter, stay, other_manager):
    row, _due = due_since(stay, HOUR)
    client.force_login(other_manager)

    answers = [
        client.get(page("medicine_round", shelter)), client.get(page("dose_give", row)),
        client.get(page("medicine_edit", row)), client.get(page("medicine_add", stay)),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {404}


def test_staff_of_the_night_open_no_list_and_no_prescription(at_night, stay):
    row, _due = due_since(stay, HOUR)

    answers = [
        at_night.get(page("medicine_detail", row)), at_night.get(page("medicine_edit", row)),
        at_night.get(page("medicine_add", stay)),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {403}
    assert "Practice medicine" not in at_night.get(stay.get_absolute_url()).content.decode()


def test_a_row_of_the_log_is_corrected_with_a_version(at_night, stay):
    row, due_at = due_since(stay, HOUR)
    dose = DoseFactory(medicine=row, due_at=due_at, given_at=due_at)
    answers = {"version": 1, "outcome": "declined", "given_at": due_at.strftime("%Y-%m-%dT%H:%M")}

    at_night.post(page("dose_edit", dose), answers)
    late = at_night.post(page("dose_edit", dose), answers | {"words": "Practice word"})

    dose.refresh_from_db()
    assert dose.outcome == "declined"
    assert "saved this record" in late.content.decode()


def board_due(stay, at=None):
    """Return what the board says of the stay."""
    rows = list(prepared(Admission.objects.filter(pk=stay.pk)))
    return next_due([], at or timezone.now(), rows).get(stay.pk)


def test_the_board_says_which_dose_is_due_until_it_is_written_down(stay, staff):
    row, due_at = due_since(stay, HOUR / 2)
    row.from_on = timezone.localdate()
    row.save()
    due = board_due(stay)

    acts.give(row=row, due_at=due_at, outcome="given", by=staff)

    assert (due.words, due.at) == ("Medicine", due_at)
    assert due.url == page("medicine_round", stay.shelter)
    assert board_due(stay) is None


def test_the_board_says_that_care_cannot_wait_but_not_since_when(stay):
    check = HealthCheckFactory(admission=stay, checked_at=now(), assault_at=now() - 30 * HOUR)
    due = board_due(stay)

    HealthCheck.objects.update(post_rape_care="given")

    assert (due.words, due.at) == ("Care cannot wait", check.checked_at)
    assert board_due(stay) is None
