"""Leaving: a child through the gate, an adult as they wish; what ends with the stay, and what begins."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.actions import grants, reintegration, suspects
from cases.models import Case, Reintegration
from shelter.actions import departures, homes, receivers
from shelter.actions.departures import Departure
from shelter.models import Admission, ShelterExit
from tests.factories.accounts import CountyFactory, UserFactory
from tests.factories.cases import ReintegrationFactory
from tests.factories.house import BelongingItemFactory, HomeAssessmentFactory, ReceiverFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
CHECKS = ["relation", "identity", "authority", "home"]
TODAY = timezone.localdate


def hours_ago(hours):
    return timezone.now() - dt.timedelta(hours=hours)


@pytest.fixture
def worker(shelter):
    return UserFactory(role=Role.CASE_MANAGER)


@pytest.fixture
def girl(shelter):
    stay = AdmissionFactory(shelter=shelter, case__person__child=True, admitted_at=hours_ago(96))
    BedAssignmentFactory(admission=stay, bed__room__kind="girls", period=(hours_ago(96), None))
    return stay


@pytest.fixture
def woman(shelter, bed):
    stay = AdmissionFactory(shelter=shelter, admitted_at=hours_ago(96))
    BedAssignmentFactory(bed=bed, admission=stay, period=(hours_ago(96), None))
    return stay


@pytest.fixture
def aunt(girl, worker):
    """Somebody who is checked in everything, for a child whose home was assessed without alarm."""
    HomeAssessmentFactory(admission=girl)
    row = ReceiverFactory(
        admission=girl, names="Practice Aunt", relation="other_relative", phone="0700111222",
        authority_kind="court_order", authority_reference="12/2026", recorded_by=worker,
    )  # fmt: skip
    return receivers.confirm(row=row, version=row.version, by=worker, checks=CHECKS)


def departure(**facts):
    return Departure(**{"kind": "reunified_family", "left_at": hours_ago(1)} | facts)


def refused(stay, by, **facts):
    with pytest.raises(DomainError) as refusal:
        departures.leave(admission=stay, departure=departure(**facts), by=by)
    assert Admission.objects.get(pk=stay.pk).status == "admitted"
    return refusal.value


def test_a_checked_person_takes_the_child_home_and_the_visits_are_planned(girl, aunt, manager):
    given = departure(receiver=aunt, reintegration_kind="extended_family", package_kes=500)

    exit_ = departures.leave(admission=girl, departure=given, by=manager)

    home = Reintegration.objects.get()
    first = home.visits.order_by("due_on").first()
    aunt.refresh_from_db()
    assert (home.kind, home.case, home.package_kes) == ("extended_family", girl.case, 500)
    assert list(home.visits.order_by("due_on").values_list("milestone", flat=True)) == [
        "h72", "m1", "m3", "m6", "m12",
    ]  # fmt: skip
    assert first.due_on == home.happened_on + dt.timedelta(days=3)
    assert (exit_.reintegration, exit_.receiver, exit_.second_by) == (home, aunt, None)
    assert aunt.handed_at == given.left_at
    assert AuditEvent.objects.filter(kind="handed_over").count() == 1


def test_the_house_reads_the_case_no_longer_than_the_person_lives_there(woman, manager, worker):
    grants.give(case=woman.case, reason="admitted", by=manager, office=woman.shelter.office)
    kept = grants.give(case=woman.case, reason="assigned", by=manager, user=worker)

    departures.leave(admission=woman, departure=departure(kind="absconded"), by=manager)

    assert list(woman.case.grants.live()) == [kept]
    assert AuditEvent.objects.filter(kind="grant_ended").count() == 1


@pytest.mark.parametrize("kind", ["reunified_family", "independent_living", "transferred_shelter"])
def test_a_child_is_handed_to_nobody_who_is_not_written_down(girl, manager, kind):
    refusal = refused(girl, manager, kind=kind, released_to="Aunt", authority_document="Order 1")

    assert refusal.field == "receiver"
    assert "The shelter manager decides" in refusal.message


def test_a_receiver_of_another_child_takes_nobody_over(girl, aunt, manager, worker, shelter):
    other = ReceiverFactory(recorded_by=worker)

    assert refused(girl, manager, receiver=other).field == "receiver"


def test_a_suspect_found_after_the_checks_stops_the_release(girl, aunt, manager, worker):
    suspects.register(names="Quite Another", phone="+254700111222", by=worker)

    refusal = refused(girl, manager, receiver=aunt)

    assert "Matches our register" in refusal.message
    assert ("Quite" in refusal.message, "Call the case manager" in refusal.message) == (False, True)


def test_a_likely_suspect_wants_a_second_person_who_says_it_is_another(girl, aunt, manager, worker):
    suspects.register(names="Practice Aunt", by=worker)
    assert "May match our register" in refused(girl, manager, receiver=aunt).message
    with pytest.raises(DomainError) as refusal:
        receivers.second(row=aunt, version=aunt.version, by=manager)
    assert refusal.value.field == "is_not_the_suspect"

    receivers.second(row=aunt, version=aunt.version, by=manager, is_not_the_suspect=True)
    exit_ = departures.leave(admission=girl, departure=departure(receiver=aunt), by=manager)

    assert (exit_.recorded_by, exit_.second_by) == (manager, worker)


@pytest.mark.parametrize("where", ["stay", "case", "restricted"])
def test_high_risk_wants_a_second_member_of_staff(girl, aunt, manager, where):
    if where == "stay":
        Admission.objects.update(risk_level="high")
    elif where == "case":
        type(girl.case).objects.filter(pk=girl.case.pk).update(risk_level="critical")
    else:
        type(girl.case).objects.filter(pk=girl.case.pk).update(is_restricted=True)

    assert "a second member of staff" in refused(girl, manager, receiver=aunt).message

    receivers.second(row=aunt, version=aunt.version, by=manager)
    departures.leave(admission=girl, departure=departure(receiver=aunt), by=manager)
    assert ShelterExit.objects.count() == 1


def test_an_alarm_stops_the_exit_until_both_say_yes_after_it(girl, aunt, manager, worker):
    director = UserFactory(role=Role.EXECUTIVE_DIRECTOR)
    HomeAssessmentFactory(admission=girl, stops=["suicidal"])
    HomeAssessmentFactory(admission=girl, stops=[])  # a later one takes no alarm back
    assert "director" in refused(girl, manager, receiver=aunt).message

    question = homes.ask(admission=girl, by=manager)
    told = Notice.objects.get()
    assert (question.stops, told.to) == (["suicidal"], director)
    assert told.sentence == f"The exit of {girl.case.code} waits for your decision."
    homes.decide(row=question, by=director, verdict="granted", words="Facts were read.")
    assert "The children officer has not said yes" in refused(girl, manager, receiver=aunt).message
    officer = {"verdict": "granted", "names": "Officer One", "on": TODAY(), "reference": "L1"}
    homes.keep_officers_word(row=question, by=manager, **officer)
    departures.leave(admission=girl, departure=departure(receiver=aunt), by=manager)

    assert ShelterExit.objects.count() == 1


@pytest.mark.parametrize(("director", "officer"), [("refused", "granted"), ("granted", "refused")])
def test_one_no_is_a_no_and_a_later_alarm_asks_anew(girl, aunt, manager, director, officer):
    boss = UserFactory(role=Role.EXECUTIVE_DIRECTOR)
    HomeAssessmentFactory(admission=girl, stops=["unwilling"])
    question = homes.ask(admission=girl, by=manager)
    homes.decide(row=question, by=boss, verdict=director, words="Facts were read.")
    said = {"verdict": officer, "names": "Officer One", "on": TODAY(), "reference": "L1"}
    homes.keep_officers_word(row=question, by=manager, **said)

    assert "has not said yes" in refused(girl, manager, receiver=aunt).message
    assert homes.ask(admission=girl, by=manager) != question


def test_yes_to_one_alarm_is_no_yes_to_the_next(girl, aunt, manager):
    boss = UserFactory(role=Role.EXECUTIVE_DIRECTOR)
    HomeAssessmentFactory(admission=girl, stops=["unwilling"])
    question = homes.ask(admission=girl, by=manager)
    homes.decide(row=question, by=boss, verdict="granted", words="Facts were read.")
    said = {"verdict": "granted", "names": "Officer One", "on": TODAY(), "reference": "L1"}
    homes.keep_officers_word(row=question, by=manager, **said)
    HomeAssessmentFactory(admission=girl, stops=["sexual_abuse"])

    assert "The director has not said yes" in refused(girl, manager, receiver=aunt).message


def test_an_adult_with_an_alarm_needs_a_plan_and_nothing_else(woman, manager):
    HomeAssessmentFactory(admission=woman, stops=["sexual_abuse"])

    assert refused(woman, manager).field == "safety_plan"
    departures.leave(admission=woman, departure=departure(safety_plan="Call first"), by=manager)
    assert Reintegration.objects.get().kind == "birth_family"


def test_what_the_house_keeps_is_handed_out_or_it_is_said_why_not(woman, manager):
    BelongingItemFactory(admission=woman)

    assert refused(woman, manager).field == "open_items_reason"
    given = departure(open_items_reason="will_be_fetched")
    departures.leave(admission=woman, departure=given, by=manager)
    assert ShelterExit.objects.get().open_items_reason == "will_be_fetched"


def test_a_corrected_exit_passes_the_same_gate(girl, aunt, manager):
    exit_ = departures.leave(admission=girl, departure=departure(kind="absconded"), by=manager)
    corrected = {"released_to": "", "safety_plan": "", "authority_document": "Order 1"}

    with pytest.raises(DomainError) as refusal:
        departures.edit_exit(
            row=exit_, version=exit_.version, by=manager, kind="reunified_family", **corrected
        )
    assert refusal.value.field == "receiver"

    departures.edit_exit(
        row=exit_, version=exit_.version, by=manager, kind="reunified_family", receiver=aunt,
        **corrected,
    )  # fmt: skip
    assert Admission.objects.get(pk=girl.pk).status == "exited"


def corrected(exit_, by, **facts):
    exit_.refresh_from_db()
    usual = {"released_to": "", "safety_plan": "", "reintegration_kind": ""}
    return departures.edit_exit(row=exit_, version=exit_.version, by=by, **usual | facts)


def test_a_return_home_follows_the_exit_that_is_corrected(woman, manager):
    exit_ = departures.leave(admission=woman, departure=departure(), by=manager)
    county = CountyFactory()

    exit_ = corrected(
        exit_, manager, kind="kinship_foster", county=county, reintegration_kind="extended_family"
    )
    home = Reintegration.objects.get()
    assert (home.kind, home.county, exit_.reintegration) == ("extended_family", county, home)
    home.county = CountyFactory(code="047")  # what is mended on the return itself stays
    home.save()
    corrected(
        exit_, manager, kind="kinship_foster", county=None, reintegration_kind="extended_family"
    )

    assert Reintegration.objects.get().county.code == "047"


def test_a_return_that_never_was_is_taken_back_and_one_that_was_is_made(woman, manager):
    exit_ = departures.leave(admission=woman, departure=departure(), by=manager)

    corrected(exit_, manager, kind="hospital")
    assert (Reintegration.objects.count(), ShelterExit.objects.get().reintegration) == (0, None)
    assert AuditEvent.objects.filter(fields__taken_back="birth_family").count() == 1
    corrected(exit_, manager, kind="independent_living")

    home = Reintegration.objects.get()
    assert (home.kind, home.visits.count(), ShelterExit.objects.get().reintegration) == (
        "independent", 5, home,
    )  # fmt: skip


def test_a_case_is_in_work_again_when_nobody_went_home(woman, manager, worker):
    exit_ = departures.leave(admission=woman, departure=departure(), by=manager)
    went = Case.objects.get()

    corrected(exit_, manager, kind="hospital")

    back = Case.objects.get()
    steps = list(back.status_changes.values_list("from_status", "to_status", "by"))
    assert (went.status, back.status, back.version) == ("follow_up", "active", went.version + 1)
    assert steps[-2:] == [
        ("active", "follow_up", manager.staff_code), ("follow_up", "active", manager.staff_code),
    ]  # fmt: skip
    told = AuditEvent.objects.filter(kind="status_changed", target_id=str(back.pk)).order_by("id")
    assert [event.fields for event in told] == [
        {"from": "active", "to": "follow_up"}, {"from": "follow_up", "to": "active"},
    ]  # fmt: skip


def test_another_return_home_keeps_the_case_in_follow_up_unless_it_was_in_work_since(
    woman, manager, worker
):
    exit_ = departures.leave(admission=woman, departure=departure(), by=manager)
    before = TODAY() - dt.timedelta(days=30)
    old = ReintegrationFactory(case=woman.case, happened_on=before)
    corrected(exit_, manager, kind="hospital")
    assert Case.objects.get().status == "follow_up"

    Reintegration.objects.filter(pk=old.pk).update(recorded_at=hours_ago(200))
    case = Case.objects.get()
    case.status_changes.create(to_status="active", at=hours_ago(150), by=manager.staff_code)
    exit_ = corrected(exit_, manager, kind="reunified_family")  # went home again, the second time
    corrected(exit_, manager, kind="hospital")

    assert (Case.objects.get().status, Reintegration.objects.get()) == ("active", old)


def test_everything_that_an_exit_says_is_corrected_and_the_return_follows(woman, manager):
    exit_ = departures.leave(
        admission=woman, departure=departure(package_kes=500, escort="First"), by=manager
    )

    corrected(
        exit_, manager, kind="repatriated", destination_place="Practice Town", escort="",
        medicine_given=False, politeness=2, lodging=None, package_items=["clothes"],
        package_kes=900,
    )  # fmt: skip

    said, home = ShelterExit.objects.get(), Reintegration.objects.get()
    assert (said.destination_place, said.escort, said.medicine_given) == (
        "Practice Town", "First", False,
    )  # fmt: skip
    assert (said.politeness, said.lodging, said.package_items) == (2, None, ["clothes"])
    assert (home.kind, home.country, home.county, home.package_kes) == (
        "abroad_return", woman.case.person.nationality, None, 900,
    )  # fmt: skip


def test_bed_hand_over_and_return_follow_the_time_of_leaving(girl, aunt, manager):
    exit_ = departures.leave(admission=girl, departure=departure(receiver=aunt), by=manager)
    earlier = hours_ago(49)

    corrected(exit_, manager, kind="reunified_family", receiver=aunt, left_at=earlier)

    stay, home = Admission.objects.get(), Reintegration.objects.get()
    aunt.refresh_from_db()
    day = timezone.localdate(earlier)
    assert (stay.ended_at, stay.bed_assignments.get().period.upper) == (earlier, earlier)
    assert (aunt.handed_at, home.happened_on) == (earlier, day)
    assert home.visits.order_by("due_on").first().due_on == day + dt.timedelta(days=3)
    kept = AuditEvent.objects.filter(kind="changed", target_id=str(stay.pk)).last()
    assert list(kept.fields) == ["ended_at"]


def test_a_stay_does_not_end_when_another_slept_in_its_bed_or_the_person_was_back(woman, manager):
    left_at = hours_ago(48)
    exit_ = departures.leave(admission=woman, departure=departure(left_at=left_at), by=manager)
    bed = woman.bed_assignments.get().bed
    BedAssignmentFactory(bed=bed, admission__shelter=woman.shelter, period=(hours_ago(24), None))
    usual = {"kind": "reunified_family"}

    with pytest.raises(DomainError) as taken:
        corrected(exit_, manager, left_at=hours_ago(12), **usual)
    AdmissionFactory(case=woman.case, shelter=woman.shelter, admitted_at=hours_ago(36))
    with pytest.raises(DomainError) as back:
        corrected(exit_, manager, left_at=hours_ago(30), **usual)
    with pytest.raises(DomainError) as ahead:
        corrected(exit_, manager, left_at=hours_ago(97), **usual)

    assert [e.value.field for e in (taken, back, ahead)] == ["left_at"] * 3
    assert "The bed was held or taken by then" in taken.value.message
    assert "The person was back" in back.value.message
    assert "before arriving" in ahead.value.message
    woman.refresh_from_db()
    assert (woman.ended_at, Reintegration.objects.get().happened_on) == (
        left_at, timezone.localdate(left_at),
    )  # fmt: skip


def test_what_is_still_kept_is_not_unsaid(woman, manager):
    BelongingItemFactory(admission=woman)
    given = departure(open_items_reason="will_be_fetched")
    exit_ = departures.leave(admission=woman, departure=given, by=manager)

    with pytest.raises(DomainError) as refusal:
        corrected(exit_, manager, kind="reunified_family", open_items_reason="")

    assert refusal.value.field == "open_items_reason"


def test_an_old_exit_that_is_corrected_in_other_things_makes_no_return(woman, manager):
    exit_ = departures.leave(admission=woman, departure=departure(), by=manager)
    Reintegration.objects.all().delete()

    corrected(exit_, manager, kind="reunified_family", first_follow_up_on=TODAY())

    assert Reintegration.objects.count() == 0


def test_an_exit_is_not_corrected_against_a_visit_or_the_word_of_another(woman, manager, worker):
    exit_ = departures.leave(admission=woman, departure=departure(), by=manager)
    home = Reintegration.objects.get()
    Reintegration.objects.update(recorded_by=worker)
    with pytest.raises(DomainError) as of_another:
        corrected(exit_, manager, kind="hospital")
    first = home.visits.order_by("due_on").first()
    reintegration.complete_visit(visit=first, done_on=TODAY(), outcome="stable", by=worker)
    with pytest.raises(DomainError) as visited:
        corrected(exit_, manager, kind="hospital")

    assert (of_another.value.field, visited.value.field) == ("kind", "kind")
    assert "Somebody else wrote down" in of_another.value.message
    assert "A visit after the return home" in visited.value.message
    assert ShelterExit.objects.get().kind == "reunified_family"


def test_nobody_records_the_return_of_a_child_who_lives_in_a_house(girl, woman, worker):
    def go_home(stay):
        return reintegration.record_return(
            case=stay.case, happened_on=TODAY(), kind="birth_family", by=worker
        )

    with pytest.raises(DomainError) as refusal:
        go_home(girl)
    go_home(woman)

    assert (refusal.value.field, "still lives" in refusal.value.message) == ("happened_on", True)
    assert list(Reintegration.objects.values_list("case", flat=True)) == [woman.case_id]


def test_a_return_that_was_written_down_that_day_is_not_made_twice(woman, manager, worker):
    left_at = hours_ago(1)
    there = reintegration.record_return(
        case=woman.case, happened_on=timezone.localdate(left_at), kind="independent", by=worker
    )

    exit_ = departures.leave(admission=woman, departure=departure(left_at=left_at), by=manager)

    assert exit_.reintegration == there
    assert Reintegration.objects.count() == 1
