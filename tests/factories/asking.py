"""Versions of the screening form that differ from the first: questions that are asked, other sections and numbers."""

from intercepts.actions import draft_sections, drafts
from intercepts.models import ScreeningForm
from tracekenya.accounts.models import User

TICKET, MARRIED, WED, SOON, LATER = (
    "v_no_ticket", "c_married", "c_child_wed", "c_married_2w", "c_married_8w",
)  # fmt: skip
OFF_PHONE = ("v_not_speaking", "e_lie", "c_phone_taken")  # make room for the three that are asked

JOURNEY = (
    "c_companion_left",
    "c_led_abroad",
    "e_deception_confirmed",
)  # signs of the fourth section


def form_that_asks(*, by: User) -> ScreeningForm:
    """Publish the next version: two questions with yes or no, one of them for children, one with answers."""
    draft = drafts.start(by=by)
    draft.questions.filter(code__in=OFF_PHONE).update(is_on_phone=False)
    asked = {
        TICKET: ("vulnerability", "yes_no", 3, False, "Did somebody else buy the ticket?", "Tiketi ilinunuliwa na mwingine?"),
        WED: ("control", "yes_no", 7, True, "Is the child to be married?", "Je, mtoto ataozwa?"),
        MARRIED: ("control", "one_of", 0, False, "When did the person marry?", "Alioa au kuolewa lini?"),
    }  # fmt: skip
    for code, (section, answer, weight, is_child_only, english, swahili) in asked.items():
        drafts.add_question(
            draft=draft, by=by, code=code, section=section, answer=answer, weight=weight, text_en=english,
            text_sw=swahili, is_child_only=is_child_only, is_on_phone=True, position=90,
        )  # fmt: skip
    for code in (SOON, LATER):
        row = draft.questions.get(code=code)
        drafts.edit_question(row=row, version=1, by=by, answer="option", answers_to=MARRIED)
    return drafts.publish(draft=draft, by=by)


def form_with_other_rules(*, by: User) -> ScreeningForm:
    """Publish the next version: other numbers and caps, and a fourth section whose points are of control."""
    draft = drafts.start(by=by)
    draft_sections.edit_numbers(
        row=draft, version=draft.version, by=by, evidence_from=12, high_risk_control_from=6, high_risk_from=9,
        child_high_risk_from=5, at_risk_from=2,
    )  # fmt: skip
    for code, facts in {
        "vulnerability": {"cap": 6}, "evasion": {"cap": None}, "control": {"cap": 20},
    }.items():  # fmt: skip
        row = draft.sections.get(code=code)
        draft_sections.edit_section(row=row, version=row.version, by=by, **facts)
    draft_sections.add_section(
        draft=draft, by=by, code="journey", text_en="How the journey goes", text_sw="Jinsi safari inavyokwenda",
        counts_as="control", cap=7, position=9,
    )  # fmt: skip
    for code in JOURNEY:
        row = draft.questions.get(code=code)
        drafts.edit_question(row=row, version=row.version, by=by, section="journey")
    return drafts.publish(draft=draft, by=by)
