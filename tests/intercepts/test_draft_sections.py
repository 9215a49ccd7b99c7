"""Sections and numbers of the scoring belong to the version: edited in the draft, published, and then kept."""

import uuid

import pytest
from django.urls import reverse

from intercepts.actions import draft_sections, drafts
from intercepts.actions.intercepts import Screened, add_person
from intercepts.explanation import because
from intercepts.models import DraftSection, ScreeningSection
from intercepts.scoring import NUMBERS, rules_of
from tests.factories.asking import form_with_other_rules
from tests.factories.work import InterceptFactory
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
AS_TODAY = dict(zip(NUMBERS, (10, 4, 8, 4, 3), strict=True))
SECTION = {
    "code": "journey", "text_en": "How the journey goes", "text_sw": "Jinsi safari inavyokwenda",
    "counts_as": "control", "cap": "7", "position": "9",
}  # fmt: skip


def page(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


def met(*signs, number=None, age=30):
    return Screened(
        sex="female", intercept_type="other", outcome="referred_partner", stated_age=age, signs=signs,
        form=number,
    )  # fmt: skip


@pytest.fixture
def draft(signs, me_officer):
    return drafts.start(by=me_officer)


@pytest.fixture
def officer(signed_in):
    return signed_in(Role.ME_OFFICER)[0]


def test_a_draft_starts_with_sections_and_numbers_of_the_form_in_use(draft, signs):
    assert rules_of(draft) == rules_of(signs)
    assert [(row.code, row.text_en, row.text_sw, row.cap) for row in draft.sections.all()] == [
        (row.code, row.text_en, row.text_sw, row.cap) for row in signs.sections.all()
    ]


def test_other_numbers_judge_a_new_record_and_no_old_one(signs, me_officer, case_manager):
    seen = met("c_companion_left", "c_drugged")  # 4 and 4 of control
    old = add_person(intercept=InterceptFactory(), screened=seen, by=case_manager)

    newest = form_with_other_rules(by=me_officer)
    new = add_person(intercept=InterceptFactory(), screened=seen, by=case_manager)
    few = add_person(intercept=InterceptFactory(), screened=met("c_drugged"), by=case_manager)

    old.refresh_from_db()
    assert (old.form, old.proposed_band, old.score_control) == (signs, "high_risk", 8)
    assert (new.form, new.proposed_band, new.score_control) == (newest, "high_risk", 8)
    assert (few.proposed_band, few.score_control) == ("at_risk", 4)
    assert rules_of(signs).high_risk_control_from == 4


def test_an_older_version_is_scored_by_its_own_rules(signs, me_officer, case_manager):
    form_with_other_rules(by=me_officer)

    bands = {
        number: add_person(
            intercept=InterceptFactory(),
            screened=met("c_led_abroad", number=number),
            by=case_manager,
        )
        for number in (signs.number, None)
    }

    old, new = bands[signs.number], bands[None]
    assert (old.form, old.score_control, old.proposed_band) == (
        signs,
        10,
        "evidence_of_trafficking",
    )
    assert (new.score_control, new.proposed_band) == (7, "high_risk")  # its section is capped at 7
    assert (old.signs.get().section, new.signs.get().section) == ("control", "journey")


def test_the_words_name_the_sections_of_the_version_and_what_the_cap_held_back(
    me_officer, case_manager, signs
):
    form_with_other_rules(by=me_officer)
    row = add_person(
        intercept=InterceptFactory(), screened=met("c_led_abroad", "c_debt"), by=case_manager
    )

    assert because(row) == (
        "Evidence of trafficking because: Owes a debt to the recruiter or to whoever paid (10), "
        "Led to another country without knowing (10). Somebody controls the person: 10 points. "
        "How the journey goes: 7 of 10 points count"
    )


def test_the_web_form_shows_and_takes_the_fourth_section(me_officer, signed_in, signs):
    form_with_other_rules(by=me_officer)
    client, _user = signed_in(Role.CASE_MANAGER)

    shown = client.get(page("person_add", InterceptFactory())).context["person"]

    assert [row["boxes"].name for row in shown.sections()] == [
        "signs_vulnerability", "signs_evasion", "signs_control", "signs_journey",
    ]  # fmt: skip
    assert [row["boxes"].label for row in shown.sections()][3] == "How the journey goes"


def test_the_officer_writes_sections_and_numbers_and_sees_them_before(officer, draft):
    added = officer.post(page("draft_section_add", draft), SECTION | {"submission": uuid.uuid4()})
    control = draft.sections.get(code="control")
    officer.post(
        page("draft_section_edit", control),
        {"text_en": "Force", "text_sw": "Nguvu", "counts_as": "control", "cap": "30", "position": "3", "version": "1"},
    )  # fmt: skip
    numbers = AS_TODAY | {"evidence_from": 11, "version": 1}
    changed = officer.post(page("draft_numbers_edit", draft), numbers)
    row = draft.questions.get(code="c_debt")
    drafts.edit_question(row=row, version=1, by=draft.recorded_by, section="journey")
    shown = officer.get(draft.get_absolute_url())
    officer.post(page("screening_publish", draft))

    assert [added.url, changed.url] == [draft.get_absolute_url()] * 2
    assert [each.code for each in shown.context["added"]] == ["journey"]
    assert [each["what"] for each in shown.context["changed"]][0] == [
        "Title in English: Somebody controls the person → Force",
        "Title in Swahili: Mtu anamdhibiti → Nguvu",
        "At most so many points count: none → 30",
    ]
    assert shown.context["new_numbers"] == ["Evidence from so many points of control: 10 → 11"]
    moved = next(each for each in shown.context["changed"] if each["row"].code == "c_debt")
    assert moved["what"] == ["Section: Force → How the journey goes"]
    text = shown.content.decode()
    assert "Counts as control by somebody, at most 7 points." in text
    assert '<h3 lang="sw">Jinsi safari inavyokwenda</h3>' in text
    published = draft.__class__.objects.get().published_as
    assert published.evidence_from == 11
    assert list(published.sections.values_list("code", "cap", "counts_as")) == [
        ("vulnerability", 12, "vulnerability"), ("evasion", 10, "vulnerability"),
        ("control", 30, "control"), ("journey", 7, "control"),
    ]  # fmt: skip
    listed = officer.get(reverse("intercepts:screening_list")).content.decode()
    assert ("How the journey goes" in listed, "Force" in listed) == (True, True)


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"evidence_from": 4}, "evidence_from"), ({"high_risk_from": 3}, "high_risk_from"),
        ({"at_risk_from": 8}, "high_risk_from"), ({"child_high_risk_from": 9}, "child_high_risk_from"),
        ({"at_risk_from": 0}, "at_risk_from"), ({"high_risk_control_from": -1}, "high_risk_control_from"),
        ({"evidence_from": 101}, "evidence_from"), ({"high_risk_from": ""}, "high_risk_from"),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused_at_their_field(officer, draft, numbers, field):
    answer = officer.post(page("draft_numbers_edit", draft), AS_TODAY | numbers | {"version": 1})

    assert list(answer.context["form"].errors) == [field]
    draft.refresh_from_db()
    assert {name: getattr(draft, name) for name in NUMBERS} == AS_TODAY


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"code": "control"}, "code"), ({"code": "A b"}, "code"), ({"code": "x" * 21}, "code"),
        ({"text_en": ""}, "text_en"), ({"text_sw": ""}, "text_sw"), ({"cap": "0"}, "cap"),
        ({"cap": "101"}, "cap"), ({"counts_as": "looks"}, "counts_as"), ({"position": "-1"}, "position"),
    ],
)  # fmt: skip
def test_a_bad_section_is_refused_at_the_field(officer, draft, facts, field):
    typed = SECTION | {"submission": uuid.uuid4()} | facts

    answer = officer.post(page("draft_section_add", draft), typed)

    assert list(answer.context["form"].errors) == [field]
    assert draft.sections.count() == 3


def test_a_section_with_signs_stays_and_an_empty_one_may_go(officer, draft):
    evasion = draft.sections.get(code="evasion")

    officer.post(page("draft_section_remove", evasion))
    assert draft.sections.filter(code="evasion").exists()

    draft.questions.filter(section="evasion").update(section="control")
    officer.post(page("draft_section_remove", evasion))
    assert not draft.sections.filter(code="evasion").exists()
    offered = officer.get(page("draft_question_add", draft)).context["form"].fields["section"]
    assert [code for code, _title in offered.choices] == ["vulnerability", "control"]


def test_a_section_without_a_sign_is_not_published(draft, me_officer):
    draft_sections.add_section(draft=draft, by=me_officer, **SECTION | {"cap": 7, "position": 9})

    with pytest.raises(DomainError, match="How the journey goes"):
        drafts.publish(draft=draft, by=me_officer)


def test_a_sign_stands_in_a_section_of_the_draft(draft, me_officer):
    row = draft.questions.get(code="c_debt")

    with pytest.raises(DomainError) as refusal:
        drafts.edit_question(row=row, version=1, by=me_officer, section="journey")
    assert refusal.value.field == "section"


def test_sections_and_numbers_that_are_published_never_change(draft, me_officer):
    section = draft.sections.first()
    form = drafts.publish(draft=draft, by=me_officer)
    before = (
        rules_of(form),
        list(ScreeningSection.objects.values()),
        list(DraftSection.objects.values()),
    )

    for act in (
        lambda: draft_sections.edit_numbers(row=draft, version=draft.version, by=me_officer, at_risk_from=2),
        lambda: draft_sections.add_section(draft=draft, by=me_officer, **SECTION),
        lambda: draft_sections.edit_section(row=section, version=1, by=me_officer, cap=1),
        lambda: draft_sections.remove_section(row=section, by=me_officer),
    ):  # fmt: skip
        with pytest.raises(DomainError):
            act()
    form.refresh_from_db()
    now = (
        rules_of(form),
        list(ScreeningSection.objects.values()),
        list(DraftSection.objects.values()),
    )
    assert now == before


def test_others_do_not_write_sections_or_numbers(signed_in, draft):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    for name, row in (
        ("draft_section_add", draft), ("draft_numbers_edit", draft),
        ("draft_section_edit", draft.sections.first()), ("draft_section_remove", draft.sections.first()),
    ):  # fmt: skip
        assert client.post(page(name, row)).status_code == 403
