"""The pages of the way out: who takes over, the home, the decisions, and who may do what there."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from shelter.actions import receivers
from shelter.models import ExitDecision, HomeAssessment, Receiver, ShelterExit
from tests.factories.accounts import UserFactory
from tests.factories.house import ExitDecisionFactory, HomeAssessmentFactory, ReceiverFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory
from tests.fresh import prove
from tests.shelter.asking import page
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
CHECKS = ["relation", "identity", "authority", "home"]
ANSWERS = {
    "assessed_on": "2025-06-02", "wants_to_go": "yes", "feels_safe": "yes", "pressure": "no",
    "would_send_again": "no", "guardians_sold": "no", "suspect_at_home": "no",
    "suicidal_thoughts": "no", "sexual_abuse": "never", "physical_abuse": "never",
    "emotional_abuse": "never", "guardian_substance": "no", "economy": "enough", "words": "",
}  # fmt: skip


def sent(answers):
    """Return the answers of a form that was opened just now."""
    return {"submission": str(uuid4())} | answers


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["form"].errors.items()}


@pytest.fixture
def girl(shelter):
    stay = AdmissionFactory(shelter=shelter, case__person__child=True)
    BedAssignmentFactory(admission=stay, bed__room__kind="girls", period=(stay.admitted_at, None))
    return stay


@pytest.fixture
def aunt(girl):
    return ReceiverFactory(admission=girl, names="Practice Aunt", recorded_by=UserFactory())


def test_a_child_is_led_through_every_page_to_the_door(at_home, girl, manager, client):
    assert "Nobody is written down" in at_home.get(page("exit_gate", girl)).content.decode()
    at_home.post(page("home_assessment_add", girl), sent(ANSWERS))
    at_home.post(
        page("receiver_add", girl),
        sent(
            {"names": "Practice Aunt", "relation": "other_relative",
             "authority_kind": "court_order", "authority_reference": "12/2026"}
        ),
    )  # fmt: skip
    row = Receiver.objects.get()
    assert "is not checked" in at_home.get(page("exit_gate", girl)).content.decode()
    at_home.post(page("receiver_check", row), {"version": row.version, "checks": CHECKS})
    assert "Nothing stops this exit now" in at_home.get(page("exit_gate", girl)).content.decode()

    answer = at_home.post(
        page("stay_exit", girl),
        {"kind": "reunified_family", "left_at": "2025-07-01T10:00", "receiver": str(row.pk),
         "politeness": "5", "package_items": ["food"]},
    )  # fmt: skip
    again = at_home.post(
        page("stay_exit", girl), {"kind": "reunified_family", "left_at": "2025-07-01T10:00"}
    )

    exit_ = ShelterExit.objects.get()
    assert (answer.url, again.url) == (girl.get_absolute_url(), girl.get_absolute_url())
    assert (exit_.politeness, exit_.package_items, exit_.receiver) == (5, ["food"], row)


def test_that_medicine_went_along_opens_after_a_proof_and_nowhere_else(at_home, shelter):
    stay = AdmissionFactory(shelter=shelter, status="exited", ended_at=timezone.now())
    exit_ = ShelterExit.objects.create(admission=stay, kind="independent_living")
    button = page("exit_health_read", stay)
    before = at_home.get(stay.get_absolute_url()).content.decode()
    ShelterExit.objects.filter(pk=exit_.pk).update(medicine_given=True)

    asked = at_home.post(button).content.decode()
    prove(at_home)
    opened = at_home.post(button)

    assert (button in before, button in at_home.get(stay.get_absolute_url()).content.decode()) == (
        False, True,
    )  # fmt: skip
    assert ("Medicine handed over" in asked, opened.context["facts"][0]["value"]) == (False, "Yes")


def test_a_refused_exit_says_who_decides_and_keeps_what_was_typed(at_home, girl, aunt):
    answer = at_home.post(
        page("stay_exit", girl),
        {"kind": "kinship_foster", "left_at": "2025-07-01T10:00", "receiver": str(aunt.pk),
         "escort": "Practice driver"},
    )  # fmt: skip

    (words,) = errors(answer)["receiver"]
    assert "The shelter manager decides" in words
    assert "The court or the children officer decides" in words
    assert "Practice driver" in answer.content.decode()
    assert ShelterExit.objects.count() == 0


@pytest.mark.parametrize("grade", ["0", "6", "-1", "x", "\x00"])
def test_an_answer_of_one_to_five_is_nothing_else(at_home, girl, grade):
    answer = at_home.post(page("stay_exit", girl), {"politeness": grade})

    assert "politeness" in errors(answer)


def test_a_receiver_of_another_stay_cannot_be_chosen(at_home, girl):
    other = ReceiverFactory()

    answer = at_home.post(page("stay_exit", girl), {"receiver": str(other.pk)})

    assert "receiver" in errors(answer)


STAY_PAGES = ["exit_gate", "receiver_add", "home_assessment_add"]


@pytest.mark.parametrize("name", STAY_PAGES)
def test_another_house_finds_nothing_and_staff_without_the_right_is_refused(
    client, practice, girl, shelter, other_manager, name
):
    client.force_login(other_manager)
    assert client.get(page(name, girl)).status_code == 404
    client.force_login(UserFactory(role=Role.SHELTER_STAFF, office=shelter.office))
    assert client.get(page(name, girl)).status_code == 403


ROW_PAGES = ["receiver_detail", "receiver_edit", "receiver_check", "receiver_second"]


@pytest.mark.parametrize("name", ROW_PAGES)
def test_who_takes_over_is_a_page_of_the_own_house_alone(
    client, practice, aunt, shelter, other_manager, name
):
    client.force_login(other_manager)
    assert client.get(page(name, aunt)).status_code == 404
    client.force_login(UserFactory(role=Role.SHELTER_STAFF, office=shelter.office))
    assert client.get(page(name, aunt)).status_code == 403


def test_the_name_of_who_takes_over_opens_by_a_click_that_is_kept(at_home, aunt):
    closed = at_home.get(page("receiver_detail", aunt)).content.decode()
    opened = at_home.post(page("receiver_read", aunt)).content.decode()

    assert ("Practice Aunt" in closed, "Practice Aunt" in opened) == (False, True)
    assert AuditEvent.objects.filter(kind="revealed").count() == 1


def test_a_change_of_who_it_is_takes_every_check_back(at_home, girl, aunt, manager):
    HomeAssessmentFactory(admission=girl)
    receivers.confirm(row=aunt, version=aunt.version, by=manager, checks=CHECKS)
    aunt.refresh_from_db()
    receivers.second(row=aunt, version=aunt.version, by=manager)
    aunt.refresh_from_db()

    at_home.post(
        page("receiver_edit", aunt),
        {"names": "Practice Uncle", "relation": "parent", "version": aunt.version},
    )

    aunt.refresh_from_db()
    assert (aunt.names, aunt.relation_by, aunt.second_by) == ("Practice Uncle", None, None)


def test_checks_of_somebody_who_was_changed_meanwhile_are_refused(at_home, girl, aunt, manager):
    version = aunt.version
    receivers.edit(row=aunt, version=version, by=manager, names="Practice Uncle")

    answer = at_home.post(
        page("receiver_check", aunt), {"version": version, "checks": ["identity"]}
    )

    assert "Somebody else saved" in answer.content.decode()
    assert Receiver.objects.get().identity_by is None


def test_of_two_who_check_the_first_keeps_the_name(at_home, aunt, manager):
    other = UserFactory()
    receivers.confirm(row=aunt, version=aunt.version, by=other, checks=["identity"])
    aunt.refresh_from_db()

    at_home.post(
        page("receiver_check", aunt), {"version": aunt.version, "checks": ["identity", "relation"]}
    )

    # the form no longer offers what is done
    assert Receiver.objects.get().identity_by == other


def test_the_home_is_not_checked_without_an_assessment(at_home, aunt):
    answer = at_home.post(
        page("receiver_check", aunt), {"version": aunt.version, "checks": ["home"]}
    )

    assert errors(answer) == {"checks": ["Write down the home assessment first."]}


def test_nobody_is_their_own_second(at_home, girl, manager):
    row = ReceiverFactory(admission=girl, recorded_by=manager)

    sent = {"version": row.version, "has_looked": "on"}
    answer = at_home.post(page("receiver_second", row), sent)
    looked = at_home.get(page("receiver_second", row), follow=True)

    assert "Somebody else must confirm it" in answer.content.decode()
    assert "Somebody else must confirm it" in looked.content.decode()
    assert Receiver.objects.get().second_by is None


def test_the_second_says_that_they_looked_and_sees_who_checked_what(at_home, girl, aunt, manager):
    HomeAssessmentFactory(admission=girl)
    early = at_home.get(page("receiver_second", aunt), follow=True).content.decode()
    first = UserFactory(staff_code="FIRST1")
    receivers.confirm(row=aunt, version=aunt.version, by=first, checks=CHECKS)
    aunt.refresh_from_db()

    shown = at_home.get(page("receiver_second", aunt)).content.decode()
    blind = at_home.post(page("receiver_second", aunt), {"version": aunt.version})
    assert (Receiver.objects.get().second_by, list(errors(blind))) == (None, ["has_looked"])
    sent = {"version": aunt.version, "has_looked": "on"}
    at_home.post(page("receiver_second", aunt), sent)

    assert ("First all four checks" in early, "FIRST1" in shown) == (True, True)
    assert Receiver.objects.get().second_by == manager


@pytest.mark.parametrize(
    ("answers", "stops"),
    [
        ({}, []),
        ({"sexual_abuse": "rarely"}, ["sexual_abuse"]),
        ({"sexual_abuse": "not_mentioned"}, []),
        ({"guardians_sold": "yes"}, ["guardians_sold"]),
        ({"guardians_sold": "unsure"}, ["guardians_sold"]),
        ({"suspect_at_home": "not_asked"}, ["suspect_in_house"]),
        ({"suicidal_thoughts": "yes", "wants_to_go": "no"}, ["suicidal", "unwilling"]),
        ({"physical_abuse": "frequent", "pressure": "yes"}, []),
    ],
)
def test_alarms_follow_from_what_a_child_answers(at_home, girl, answers, stops):
    at_home.post(page("home_assessment_add", girl), sent(ANSWERS | answers))

    assert HomeAssessment.objects.get().stops == stops


def test_an_adult_who_is_not_sure_raises_no_alarm(at_home, shelter):
    woman = AdmissionFactory(shelter=shelter)

    at_home.post(page("home_assessment_add", woman), sent(ANSWERS | {"guardians_sold": "unsure"}))

    assert HomeAssessment.objects.get().stops == []


def test_an_assessment_is_sent_once_and_not_of_tomorrow(at_home, girl):
    tomorrow = str(timezone.localdate() + dt.timedelta(days=1))
    late = at_home.post(
        page("home_assessment_add", girl), sent(ANSWERS | {"assessed_on": tomorrow})
    )
    early = at_home.post(
        page("home_assessment_add", girl), sent(ANSWERS | {"assessed_on": "2020-01-01"})
    )
    token = "0b6f7a1c-1111-4222-8333-444455556666"
    for _ in range(2):
        at_home.post(page("home_assessment_add", girl), sent(ANSWERS | {"submission": token}))

    assert (list(errors(late)), list(errors(early))) == (["assessed_on"], ["assessed_on"])
    assert HomeAssessment.objects.count() == 1


def test_answers_about_the_home_open_after_a_proof(at_home, girl):
    row = HomeAssessmentFactory(admission=girl, words="Practice words of the home")
    asked = at_home.post(page("home_assessment_read", row))
    prove(at_home)
    opened = at_home.post(page("home_assessment_read", row)).content.decode()

    assert "Practice words" not in at_home.get(page("home_assessment_detail", row)).content.decode()
    assert ("Practice words" in asked.content.decode(), "Practice words" in opened) == (False, True)


def test_the_director_decides_on_code_and_facts(client, practice, girl, manager):
    girl.case.person.names = "Practice Girl"
    girl.case.person.save()
    row = ExitDecisionFactory(admission=girl, stops=["suicidal"], recorded_by=manager)
    client.force_login(UserFactory(role=Role.EXECUTIVE_DIRECTOR))

    listed = client.get(reverse("shelter:decision_list")).content.decode()
    shown = client.get(page("decision_detail", row)).content.decode()
    client.post(page("decision_decide", row), {"verdict": "refused", "words": "Not yet safe."})
    again = client.post(page("decision_decide", row), {"verdict": "granted", "words": "Changed."})

    assert [girl.case.code in text for text in (listed, shown)] == [True, True]
    assert ("Practice Girl" in shown, "Thoughts of suicide" in shown) == (False, True)
    assert "decided already" in again.content.decode()
    assert ExitDecision.objects.get().director_verdict == "refused"
    assert AuditEvent.objects.filter(kind="decided").count() == 1


@pytest.mark.parametrize("role", [Role.SHELTER_MANAGER, Role.CASE_MANAGER, Role.SAFEGUARDING_LEAD])
def test_nobody_but_the_director_decides_for_the_director(signed_in, practice, girl, role):
    row = ExitDecisionFactory(admission=girl)
    client, _user = signed_in(role)

    answers = [
        client.post(page("decision_decide", row), {"verdict": "granted", "words": "Yes."}),
        client.get(reverse("shelter:decision_list")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert ExitDecision.objects.get().director_verdict == ""


def test_the_word_of_the_officer_is_kept_once_and_not_of_before_the_assessment(at_home, girl):
    HomeAssessmentFactory(admission=girl, stops=["unwilling"])
    at_home.post(page("decision_ask", girl))
    row = ExitDecision.objects.get()
    said = {"verdict": "granted", "names": "Officer One", "reference": "L1"}
    early = at_home.post(page("officer_decision", row), said | {"on": "2020-01-01"})
    today = str(timezone.localdate())
    at_home.post(page("officer_decision", row), said | {"on": today})
    again = at_home.post(page("officer_decision", row), said | {"on": today, "verdict": "refused"})

    row.refresh_from_db()
    assert list(errors(early)) == ["on"]
    assert (row.officer_verdict, row.officer_names) == ("granted", "Officer One")
    assert "decided already" in again.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_decisions_asks_the_same_questions(
    client, practice, girl, django_assert_max_num_queries, rows
):
    for _ in range(rows):
        ExitDecisionFactory(admission=AdmissionFactory(case__person__child=True))
    client.force_login(UserFactory(role=Role.EXECUTIVE_DIRECTOR))

    with django_assert_max_num_queries(8):
        client.get(reverse("shelter:decision_list"), {"state": "waits", "sort": "asked"})
