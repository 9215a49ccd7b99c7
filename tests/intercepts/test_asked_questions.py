"""Questions that are asked: yes, no, not known, or one of several; on the web, from a phone, in the draft."""

import re
import uuid

import pytest
from django.urls import reverse

from intercepts.actions import drafts
from intercepts.actions.intercepts import Screened, add_person
from intercepts.explanation import because
from intercepts.models import FieldSubmission, Intercept, InterceptedPerson
from tests.factories.asking import LATER, MARRIED, SOON, TICKET, WED, form_that_asks
from tests.factories.field import intercept, person, phone_of
from tests.factories.work import InterceptFactory
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("practice")]


@pytest.fixture
def form(signs, me_officer):
    return form_that_asks(by=me_officer)


@pytest.fixture
def phone(form, field_monitor):
    return phone_of(field_monitor)


@pytest.fixture
def draft(signs, me_officer):
    return drafts.start(by=me_officer)


def met(*, by, age=30, **facts):
    screened = Screened(
        sex="female",
        intercept_type="other",
        outcome="travelled_on_advised",
        stated_age=age,
        **facts,
    )
    return add_person(intercept=InterceptFactory(), screened=screened, by=by)


def add(draft, by, code, **facts):
    usual = {"section": "control", "text_en": f"Is it {code}?", "text_sw": f"Ni {code}?"}
    return drafts.add_question(draft=draft, by=by, code=code, **usual | facts)


# --- What an answer counts -------------------------------------------------------------------------------


def test_each_answer_counts_as_its_own_sign_and_no_leaves_nothing_open(form, case_manager):
    quiet = met(by=case_manager)
    told = met(by=case_manager, signs=[SOON, TICKET], denied=[WED])
    denied = met(by=case_manager, denied=[MARRIED, TICKET])

    assert (told.score_control, told.score_vulnerability, told.proposed_band) == (8, 3, "high_risk")
    assert sorted(told.signs.values_list("code", "weight")) == [(SOON, 8), (TICKET, 3)]
    assert (told.answered_no, denied.answered_no) == ([], sorted([TICKET, MARRIED]))
    assert (denied.score_control, denied.score_vulnerability) == (0, 0)
    # "married" and "ticket" are answered in both; one sign ticked is the section's other answer
    assert [quiet.unanswered - each.unanswered for each in (told, denied)] == [2, 2]
    assert because(told).startswith(
        "High risk because: When did the person marry? Married in the last 2 weeks (8), Did somebody"
    )


def test_boxes_that_were_looked_for_answer_nothing_that_is_asked(form, case_manager):
    row = met(by=case_manager, looked_for=["vulnerability", "evasion", "control"])
    child = met(by=case_manager, age=10, looked_for=["vulnerability", "evasion", "control"])

    assert (row.unanswered, child.unanswered) == (2, 3)


@pytest.mark.parametrize("seen", [[SOON, LATER], [MARRIED]])
def test_one_of_several_is_one_and_never_the_question_itself(form, case_manager, seen):
    with pytest.raises(DomainError):
        met(by=case_manager, signs=seen)
    assert not InterceptedPerson.objects.exists()


def test_what_is_asked_of_children_is_refused_of_an_adult_at_its_field(form, case_manager):
    with pytest.raises(DomainError) as refusal:
        met(by=case_manager, signs=[WED])

    assert refusal.value.field == f"ask_{WED}"
    assert met(by=case_manager, age=12, signs=[WED]).proposed_band == "high_risk"


# --- On the web ------------------------------------------------------------------------------------------


def test_the_web_asks_and_keeps_what_was_answered(form, signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    event = InterceptFactory()
    url = reverse("intercepts:person_add", args=[event.pk])
    data = {
        "person-submission": str(uuid.uuid4()), "person-sex": "female", "person-intercept_type": "other",
        "person-outcome": "refused_help", f"person-ask_{MARRIED}": LATER, f"person-ask_{TICKET}": "no",
        f"person-ask_{WED}": "unknown",
    }  # fmt: skip

    refused = client.post(url, data).content.decode()
    taken = client.post(url, data | {"person-stated_age": "30"})
    page = client.get(event.get_absolute_url()).content.decode()

    for name, value in ((MARRIED, LATER), (TICKET, "no"), (WED, "unknown")):
        assert re.search(rf'name="person-ask_{name}"[^>]* value="{value}"[^>]* checked', refused)
    row = event.people.get()
    assert taken.status_code == 302
    assert ([sign.code for sign in row.signs.all()], row.answered_no) == ([LATER], [TICKET])
    assert "Asked, and answered no" in page
    assert "Did somebody else buy the ticket?" in page


# --- From a phone ----------------------------------------------------------------------------------------


def test_a_phone_is_told_what_is_asked_beside_the_boxes(phone):
    vulnerability, _evasion, control = phone.definition["form"]["sections"]

    assert [each["code"] for each in vulnerability["asked"]] == [TICKET]
    assert [each["code"] for each in control["asked"]] == [WED, MARRIED]
    assert [each["code"] for each in control["asked"][1]["options"]] == [SOON, LATER]
    boxes = {
        each["code"]
        for section in phone.definition["form"]["sections"]
        for each in section["questions"]
    }
    assert not boxes & {TICKET, WED, MARRIED, SOON, LATER}


def test_answers_for_all_hold_for_whoever_has_no_other(phone, station, form):
    adult = person(signs=[], answers={MARRIED: LATER, TICKET: "no"})
    child = person(signs=[], age_band="13_15", outcome="handed_children_officer", answers={})
    shared = {TICKET: "yes", MARRIED: SOON, WED: "yes"}

    answer = phone.send(
        phone.item(
            "intercept",
            intercept(station, adult, child, form=form.number, signs=[], answers=shared),
        )
    )

    assert (answer.status_code, answer.json()["reasons"]) == (201, [])
    first, second = Intercept.objects.get().people.order_by("recorded_at")
    assert sorted(sign.code for sign in first.signs.all()) == [LATER]
    assert sorted(sign.code for sign in second.signs.all()) == sorted([SOON, TICKET, WED])
    assert (first.answered_no, second.answered_no) == ([TICKET], [])


@pytest.mark.parametrize(
    "answers",
    [{MARRIED: "c_debt"}, {TICKET: "perhaps"}, {"c_unheard_of": "yes"}, {"c_debt": "yes"}, {MARRIED: 7}, [MARRIED]],
)  # fmt: skip
def test_an_answer_that_cannot_be_waits_for_the_office(phone, station, form, answers):
    said = intercept(station, person(signs=[]), form=form.number, signs=[], answers=answers)

    answer = phone.send(phone.item("intercept", said))

    assert answer.status_code == 422
    assert FieldSubmission.objects.get().state == "quarantined"
    assert not Intercept.objects.exists()


def test_the_office_mends_an_answer(phone, station, form, signed_in):
    said = intercept(
        station,
        person(signs=[]),
        form=form.number,
        signs=[],
        answers={MARRIED: "c_debt", TICKET: "yes"},
    )
    phone.send(phone.item("intercept", said))
    row = FieldSubmission.objects.get()
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    mend = reverse("intercepts:submission_mend", args=[row.pk])

    shown = client.post(mend)
    typed = {
        name: field.value()
        for one in shown.context["all_forms"]
        for name, field in ((f.html_name, f) for f in one)
    }
    typed = {name: value for name, value in typed.items() if value not in (None, "", [], False)}
    done = client.post(mend, typed | {f"person0-ask_{MARRIED}": SOON, "take": "yes"})

    assert done.status_code == 302
    assert sorted(sign.code for sign in InterceptedPerson.objects.get().signs.all()) == sorted(
        [SOON, TICKET]
    )


# --- In the draft ----------------------------------------------------------------------------------------


def test_answers_stand_where_their_question_stands(draft, me_officer):
    add(draft, me_officer, "c_way", answer="one_of", is_child_only=True)
    option = add(
        draft,
        me_officer,
        "c_way_1",
        section="evasion",
        answer="option",
        answers_to="c_way",
        weight=4,
    )
    row = draft.questions.get(code="c_way")
    drafts.edit_question(
        row=row, version=1, by=me_officer, section="vulnerability", is_child_only=False
    )

    moved = draft.questions.get(pk=option.pk)
    assert (option.section, option.is_child_only) == ("control", True)
    assert (moved.section, moved.is_child_only) == ("vulnerability", False)


def test_what_cannot_be_asked_is_refused_at_the_field(draft, me_officer):
    for facts, field in (
        ({"answer": "one_of", "weight": 3}, "weight"),
        ({"answer": "one_of", "is_trigger": True}, "is_trigger"),
        ({"answer": "option"}, "answers_to"),
        ({"answer": "option", "answers_to": "c_debt"}, "answers_to"),
        ({"answer": "often"}, "answer"),
        ({"code": "unknown"}, "code"),
    ):
        with pytest.raises(DomainError) as refusal:
            add(draft, me_officer, **{"code": "c_new"} | facts)
        assert refusal.value.field == field
    kept = add(draft, me_officer, "c_box", answers_to="c_debt")
    assert kept.answers_to == ""


def test_a_question_keeps_its_answers_and_needs_two(draft, me_officer):
    question = add(draft, me_officer, "c_way", answer="one_of")
    option = add(draft, me_officer, "c_way_1", answer="option", answers_to="c_way")

    for act in (
        lambda: drafts.remove_question(row=question, by=me_officer),
        lambda: drafts.edit_question(row=question, version=1, by=me_officer, answer="tick"),
        lambda: drafts.publish(draft=draft, by=me_officer),
    ):
        with pytest.raises(DomainError):
            act()
    drafts.remove_question(row=option, by=me_officer)
    drafts.remove_question(row=question, by=me_officer)
    assert drafts.publish(draft=draft, by=me_officer).questions.count() == 57


def test_answers_take_no_place_among_the_24_of_the_phone(draft, me_officer):
    draft.questions.filter(code__in=("e_lie",)).update(is_on_phone=False)
    add(draft, me_officer, "c_way", answer="one_of", is_on_phone=True)
    for number in (1, 2, 3):
        add(draft, me_officer, f"c_way_{number}", answer="option", answers_to="c_way")

    form = drafts.publish(draft=draft, by=me_officer)

    assert form.questions.filter(is_on_phone=True).exclude(answer="option").count() == 24
    assert form.questions.filter(is_on_phone=True, answers_to="c_way").count() == 3


def test_the_officer_sees_answers_under_their_question(draft, signed_in, me_officer):
    client, _user = signed_in(Role.ME_OFFICER)
    url = reverse("intercepts:draft_question_add", args=[draft.pk])
    typed = {"section": "control", "position": "90", "weight": "0", "text_sw": "Lini?"}

    client.post(
        url,
        typed
        | {
            "submission": str(uuid.uuid4()),
            "code": "c_when",
            "answer": "one_of",
            "text_en": "When was it?",
        },
    )
    offered = client.get(url).context["form"].fields["answers_to"].choices
    client.post(
        url,
        typed
        | {
            "submission": str(uuid.uuid4()),
            "code": "c_now",
            "answer": "option",
            "answers_to": "c_when",
            "text_en": "This week",
            "weight": "5",
        },
    )
    page = client.get(draft.get_absolute_url())

    assert ("c_when", "When was it?") in offered
    [shown] = [
        each
        for section in page.context["sections"]
        for each in section["questions"]
        if each["row"].code == "c_when"
    ]
    assert [each.code for each in shown["options"]] == ["c_now"]
    assert "One of several answers" in page.content.decode()


def test_a_sign_made_an_answer_is_told_by_the_words_of_its_question(draft, me_officer, signed_in):
    add(draft, me_officer, "c_when", answer="one_of", weight=0, text_en="When was it?")
    draft.questions.filter(code="c_debt").update(answer="option", answers_to="c_when")
    client, _user = signed_in(Role.ME_OFFICER)

    changed = client.get(draft.get_absolute_url()).context["changed"]

    assert [each["what"] for each in changed] == [
        [
            "How it is answered: A box to tick → One of the answers to another question",
            "Answer to: none → When was it?",
        ]
    ]


def test_the_sign_of_the_rule_for_children_stays_one_that_is_seen(draft, me_officer):
    row = draft.questions.get(code="v_minor_alone")

    with pytest.raises(DomainError) as refusal:
        drafts.edit_question(row=row, version=1, by=me_officer, answer="one_of", weight=0)
    assert refusal.value.field == "answer"
