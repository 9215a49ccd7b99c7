"""Staying longer: asked, answered by somebody else, and the planned exit that follows."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from shelter import clock
from shelter.actions import corrections, extensions
from shelter.board import board_of
from shelter.clock import Standing, standing_of
from shelter.models import Admission, StayExtension
from tests.factories.accounts import UserFactory
from tests.factories.cases import CourtCaseFactory, HearingFactory
from tests.factories.house import StayExtensionFactory, StayTaskFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory, RoomFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role


def day(ahead: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=ahead)


@pytest.fixture
def stay(shelter):
    """A stay of ten days so far that should end in five."""
    arrived = timezone.now() - dt.timedelta(days=10)
    return AdmissionFactory(
        shelter=shelter, admitted_at=arrived, expected_days=15, planned_exit_on=day(5)
    )


@pytest.fixture
def question(stay, manager):
    return extensions.ask(admission=stay, by=manager, until_on=day(40), reason="court", words="Why")


def answer(question, by, verdict="granted"):
    return extensions.decide(row=question, version=question.version, verdict=verdict, by=by)


def test_a_yes_moves_the_planned_exit_and_the_expected_days(question, stay, case_manager):
    answer(question, case_manager)
    stay.refresh_from_db()
    assert (stay.planned_exit_on, stay.expected_days, stay.version) == (day(40), 50, 2)
    kinds = AuditEvent.objects.filter(target_id=str(question.pk)).values_list("kind", flat=True)
    assert AuditKind.DECIDED in kinds


def test_a_no_changes_nothing(question, stay, case_manager):
    answer(question, case_manager, "refused")
    stay.refresh_from_db()
    assert (stay.planned_exit_on, stay.expected_days) == (day(5), 15)


def test_a_correction_of_the_stay_keeps_what_was_granted(question, stay, case_manager, manager):
    """Only a new number of days moves the day again."""
    answer(question, case_manager)
    stay.refresh_from_db()
    corrections.edit_stay(row=stay, version=stay.version, by=manager, risk_level="high")
    stay.refresh_from_db()
    assert stay.planned_exit_on == day(40)
    corrections.edit_stay(row=stay, version=stay.version, by=manager, expected_days=12)
    stay.refresh_from_db()
    assert stay.planned_exit_on == day(2)


def test_who_asked_does_not_answer(stay, case_manager):
    question = extensions.ask(admission=stay, by=case_manager, until_on=day(9), reason="court")
    with pytest.raises(DomainError, match="Somebody else"):
        answer(question, case_manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        StayExtension.objects.filter(pk=question.pk).update(
            verdict="granted", decided_by=case_manager, decided_at=timezone.now()
        )


def test_nobody_answers_twice(question, case_manager):
    answered = answer(question, case_manager, "refused")
    with pytest.raises(DomainError, match="decided already"):
        answer(answered, UserFactory(role=Role.PROGRAMME_MANAGER))


def test_asked_twice_is_asked_once(question, stay, manager):
    again = extensions.ask(admission=stay, by=manager, until_on=day(50), reason="papers")
    assert (again, StayExtension.objects.count()) == (question, 1)


def test_who_may_answer_is_told_once_each(stay, manager, case_manager, programme_manager):
    extensions.ask(admission=stay, by=manager, until_on=day(40), reason="court")
    notices = Notice.objects.filter(kind=NoticeKind.EXTENSION_WAITS)
    assert {notice.to for notice in notices} == {case_manager, programme_manager}
    assert {notice.target_code for notice in notices} <= {"", stay.case.code}


@pytest.mark.parametrize("verdict", ["granted", "refused"])
def test_who_asked_is_told_that_there_is_an_answer_and_not_which(
    question, manager, case_manager, verdict, client, practice
):
    answer(question, case_manager, verdict)

    notice = Notice.objects.get(kind=NoticeKind.EXTENSION_ANSWERED)
    assert (notice.to, notice.link) == (manager, question.get_absolute_url())
    assert client.get(notice.link).url.startswith("/sign-in/")
    client.force_login(manager)
    told = " ".join(client.get(reverse("notices:notice_list")).content.decode().split())
    assert "There is an answer about the longer stay of" in told
    assert client.get(notice.link).status_code == 200


def test_nobody_is_told_of_what_they_may_open_no_longer(question, stay, manager, case_manager):
    stay.case.is_restricted = True
    stay.case.save()
    answer(question, case_manager)
    assert not Notice.objects.filter(kind=NoticeKind.EXTENSION_ANSWERED).exists()


@pytest.mark.parametrize(
    ("until", "words"),
    [(0, "no later day"), (5, "not later than"), (4, "not later"), (9000, "so long")],
)
def test_days_that_cannot_be(stay, manager, until, words):
    with pytest.raises(DomainError, match=words) as refusal:
        extensions.ask(admission=stay, by=manager, until_on=day(until), reason="court")
    assert refusal.value.field == "until_on"


def test_a_stay_that_ended_is_not_longer(question, stay, case_manager):
    Admission.objects.filter(pk=stay.pk).update(status="exited", ended_at=timezone.now())
    with pytest.raises(DomainError, match="ended already"):
        answer(question, case_manager)


PLANNED = dt.date(2028, 3, 1)  # so that the days before lie around a leap day


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (dt.date(2028, 2, 22), Standing.AHEAD),
        (dt.date(2028, 2, 23), Standing.NEAR),
        (dt.date(2028, 2, 29), Standing.NEAR),
        (dt.date(2028, 3, 1), Standing.TODAY),
        (dt.date(2028, 3, 2), Standing.OVER),
    ],
)
def test_the_clock_at_its_edges(today, standing):
    assert standing_of(PLANNED, today) is standing
    assert standing_of(None, today) is Standing.OPEN


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(8, None), (7, "Planned exit in 7 days"), (1, "Planned exit in 1 day"), (0, "Planned exit today"),
     (-1, "1 day over the planned exit"), (-3, "3 days over the planned exit")],
)  # fmt: skip
def test_what_stands_beside_the_title(stay, ahead, words):
    stay.planned_exit_on = day(ahead)
    tag = clock.tag_of(stay)
    assert (tag and tag.text) == words


def test_asked_and_answered_in_the_browser(signed_in, stay, shelter):
    client, asking = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    page = client.get(stay.get_absolute_url())
    ask = reverse("shelter:extension_ask", args=[stay.pk])
    assert ask in page.content.decode()
    facts = {"until_on": day(30).isoformat(), "reason": "court", "words": "Hearing moved"}
    facts["submission"] = client.get(ask).context["form"]["submission"].value()
    assert client.post(ask, facts).status_code == 302
    question = StayExtension.objects.get()
    assert ask not in client.get(stay.get_absolute_url()).content.decode()
    assert "Hearing moved" not in client.get(question.get_absolute_url()).content.decode()
    decide = reverse("shelter:extension_decide", args=[question.pk])
    assert client.get(decide).status_code == 403
    other, _user = signed_in(Role.CASE_MANAGER)
    form = other.get(decide).context["form"]
    other.post(decide, {"verdict": "granted", "version": form["version"].value()})
    stay.refresh_from_db()
    assert stay.planned_exit_on == day(30)
    assert decide not in other.get(question.get_absolute_url()).content.decode()


def test_a_wrong_day_keeps_what_was_typed(signed_in, stay, shelter):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    ask = reverse("shelter:extension_ask", args=[stay.pk])
    facts = {"until_on": day(1).isoformat(), "reason": "court", "words": "Typed"}
    facts["submission"] = client.get(ask).context["form"]["submission"].value()
    page = client.post(ask, facts)
    assert "not later than the planned exit" in page.content.decode()
    assert page.context["form"]["words"].value() == "Typed"
    assert not StayExtension.objects.exists()


def test_who_asked_changes_it_in_two_tabs_and_sees_both(signed_in, stay, shelter):
    client, user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    row = extensions.ask(admission=stay, by=user, until_on=day(40), reason="court", words="Why")
    page = reverse("shelter:extension_edit", args=[row.pk])
    facts = {"until_on": day(30).isoformat(), "reason": "court", "version": row.version}
    assert client.post(page, facts).url == row.get_absolute_url()

    late = client.post(page, facts | {"until_on": day(20).isoformat()})

    row.refresh_from_db()
    assert (late.status_code, row.until_on) == (200, day(30))
    assert late.context["form"]["until_on"].value() == day(20).isoformat()


def test_nobody_but_who_asked_changes_it(signed_in, question, shelter):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    page = reverse("shelter:extension_edit", args=[question.pk])
    facts = {"until_on": day(30).isoformat(), "reason": "court", "version": question.version}

    answer = client.post(page, facts)

    question.refresh_from_db()
    assert (answer.status_code, question.until_on) == (200, day(40))
    assert "Only who asked may change the question." in answer.content.decode()


def test_the_list_by_state_and_house(signed_in, shelter, django_assert_max_num_queries):
    mine = [StayExtensionFactory(admission__shelter=shelter) for _ in range(3)]
    StayExtensionFactory()
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    url = reverse("shelter:extension_list")
    with django_assert_max_num_queries(8):
        page = client.get(url)
    assert {row.pk for row in page.context["listing"].slice.rows} == {row.pk for row in mine}
    decided = client.get(url, {"state": "decided"})
    assert list(decided.context["listing"].slice.rows) == []
    assert client.get(url, {"state": "waits", "sort": "until"}).status_code == 200


def test_the_question_of_another_house_does_not_exist(signed_in, question, other_manager):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=other_manager.office)
    assert client.get(question.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("ahead", "words", "is_late"),
    [
        (8, "", False),
        (7, "Planned exit", False),
        (0, "Planned exit", False),
        (-1, "Planned exit", True),
    ],
)
def test_the_board_says_that_an_exit_is_near(shelter, manager, stay, ahead, words, is_late):
    Admission.objects.filter(pk=stay.pk).update(planned_exit_on=day(ahead))
    BedAssignmentFactory(admission=stay, bed=BedFactory(room=RoomFactory(shelter=shelter)))
    assert due_on_board(shelter, manager) == ((words, is_late) if words else None)


@pytest.mark.parametrize(("ahead", "is_shown"), [(8, False), (7, True), (0, True), (-1, False)])
def test_the_board_says_that_a_hearing_is_near(shelter, manager, stay, ahead, is_shown):
    Admission.objects.filter(pk=stay.pk).update(planned_exit_on=None)
    HearingFactory(court_case=CourtCaseFactory(victim=stay.case), held_on=day(ahead))
    BedAssignmentFactory(admission=stay, bed=BedFactory(room=RoomFactory(shelter=shelter)))
    assert due_on_board(shelter, manager) == (("Hearing", False) if is_shown else None)


def test_what_is_late_stands_before_a_planned_exit_that_is_over(shelter, manager, stay):
    Admission.objects.filter(pk=stay.pk).update(planned_exit_on=day(-9))
    StayTaskFactory(admission=stay, kind="health", due_at=timezone.now() - dt.timedelta(hours=1))
    BedAssignmentFactory(admission=stay, bed=BedFactory(room=RoomFactory(shelter=shelter)))
    assert due_on_board(shelter, manager) == ("Health check", True)


def due_on_board(shelter, user) -> tuple[str, bool] | None:
    tiles = [tile for column in board_of(shelter, user).columns for tile in column.tiles]
    (due,) = [tile.due for tile in tiles if tile.stay is not None]
    return due and (due.words, due.is_late(timezone.now()))
