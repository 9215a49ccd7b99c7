"""Loading the screening form: every sign once, with its weight; stored versions never change."""

import datetime as dt

import pytest
import yaml

from intercepts.actions.screening import FORM_FILE, load_form
from intercepts.models import ScreeningForm, ScreeningQuestion
from intercepts.scoring import NUMBERS, rules_of
from tests.intercepts.test_scoring import FIRST
from tracekenya.lib.errors import DomainError

pytestmark = pytest.mark.django_db


def write_form(target, *, number=1, signs=None, numbers=None, **section):
    numbers = (
        dict.fromkeys(NUMBERS, 3) | {"evidence_from": 9, "high_risk_from": 8} | (numbers or {})
    )
    part = {"text_en": "Control", "text_sw": "Udhibiti", "counts_as": "control"} | section
    part["signs"] = signs or [["c_sign", 4, [], "Sign", "Dalili"]]
    content = {
        "number": number, "published_on": dt.date(2026, 1, 1), "numbers": numbers,
        "sections": {"control": part},
    }  # fmt: skip
    target.write_text(yaml.safe_dump(content))
    return target


def test_form_holds_every_sign_with_the_sum_of_its_section():
    form = load_form()

    rows = form.questions.values_list("section", "weight")
    sums = {
        section: (
            sum(1 for name, _ in rows if name == section),
            sum(weight for name, weight in rows if name == section),
        )
        for section in ("vulnerability", "evasion", "control")
    }
    assert sums == {"vulnerability": (17, 30), "evasion": (11, 23), "control": (29, 211)}


def test_form_has_two_triggers_and_at_most_24_questions_on_the_phone():
    form = load_form()

    triggers = form.questions.filter(is_trigger=True).values_list("code", flat=True)
    assert sorted(triggers) == ["c_known_trafficker", "e_deception_confirmed"]
    assert form.questions.filter(is_on_phone=True).count() == 24
    assert form.questions.filter(text_sw="").count() == 0


def test_child_only_signs_are_those_of_children():
    form = load_form()

    codes = form.questions.filter(is_child_only=True).values_list("code", flat=True)
    assert sorted(codes) == [
        "c_child_enticed", "c_child_recruited", "c_fgm_marriage_child", "c_underage_wife",
        "e_minor_hides_family", "v_minor_alone", "v_surname_differs",
    ]  # fmt: skip


def test_second_load_changes_nothing():
    first = load_form()
    before = list(ScreeningQuestion.objects.order_by("pk").values_list())

    assert load_form() == first
    assert list(ScreeningQuestion.objects.order_by("pk").values_list()) == before


def test_newer_form_becomes_current_and_an_older_one_does_not(tmp_path):
    load_form()

    newer = load_form(source=write_form(tmp_path / "three.yaml", number=3))
    load_form(source=write_form(tmp_path / "two.yaml", number=2))

    assert list(ScreeningForm.objects.filter(is_current=True)) == [newer]
    assert ScreeningForm.objects.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"counts_as": "looks"}, {"cap": 0}, {"text_sw": ""}, {"numbers": {"at_risk_from": 0}},
        {"numbers": {"evidence_from": 3}}, {"numbers": {"at_risk_from": 8}},
        {"numbers": {"child_high_risk_from": 9}},
    ],
)  # fmt: skip
def test_sections_and_numbers_that_cannot_be_are_refused_and_nothing_stored(tmp_path, wrong):
    source = write_form(tmp_path / "form.yaml", **wrong)

    with pytest.raises(DomainError):
        load_form(source=source)

    assert ScreeningForm.objects.count() == 0


def test_the_first_version_scores_as_the_rules_were_written():
    assert rules_of(load_form()) == FIRST


def test_more_than_24_questions_on_the_phone_are_refused(tmp_path):
    signs = [[f"c_{n}", 1, ["phone"], "Sign", "Dalili"] for n in range(25)]
    source = write_form(tmp_path / "form.yaml", signs=signs)

    with pytest.raises(DomainError, match="At most 24"):
        load_form(source=source)

    assert ScreeningForm.objects.count() == 0


def test_form_file_names_no_sign_twice():
    sections = yaml.safe_load(FORM_FILE.read_text())["sections"]
    codes = [row[0] for said in sections.values() for row in said["signs"]]

    assert len(codes) == len(set(codes)) == 57
