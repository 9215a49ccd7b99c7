"""A phone and the versions of the screening form: what it is told, and by whose rules its records are scored."""

import pytest

from intercepts.models import FieldSubmission, InterceptedPerson, ScreeningForm
from intercepts.scoring import NUMBERS
from tests.factories.asking import form_with_other_rules
from tests.factories.field import intercept, person, phone_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("practice")]
AS_EVER = {
    "evidence_from": 10, "high_risk_control_from": 4, "high_risk_from": 8, "child_high_risk_from": 4,
    "at_risk_from": 3, "child_alone": "v_minor_alone", "vulnerability_cap": 12, "evasion_cap": 10,
}  # fmt: skip


@pytest.fixture
def phone(signs, field_monitor):
    return phone_of(field_monitor)


def only(one, *codes):
    return person(signs=list(codes), names="", phone="", safe_to_call="", **one)


def test_the_phone_is_told_sections_and_numbers_also_as_older_scripts_read_them(phone):
    rules = phone.definition["rules"]

    assert {name: rules[name] for name in AS_EVER} == AS_EVER
    assert rules["sections"] == [
        {"code": "vulnerability", "counts_as": "vulnerability", "cap": 12},
        {"code": "evasion", "counts_as": "vulnerability", "cap": 10},
        {"code": "control", "counts_as": "control", "cap": None},
    ]


def test_a_new_version_reaches_the_phone_with_its_sections_and_numbers(
    phone, me_officer, field_monitor
):
    form = form_with_other_rules(by=me_officer)

    told = phone_of(field_monitor, label="Phone 8").definition

    assert told["version"] != phone.definition["version"]
    assert {name: told["rules"][name] for name in NUMBERS} == {
        name: getattr(form, name) for name in NUMBERS
    }
    assert told["rules"]["sections"][-1] == {"code": "journey", "counts_as": "control", "cap": 7}
    assert told["rules"]["vulnerability_cap"] == 6
    assert told["rules"]["evasion_cap"] > 100  # older scripts cap by it: nothing is held back
    assert told["form"]["sections"][-1]["text"] == {
        "en": "How the journey goes", "sw": "Jinsi safari inavyokwenda",
    }  # fmt: skip


def test_a_section_of_which_the_phone_asks_nothing_is_not_shown_there(phone, field_monitor):
    form = ScreeningForm.objects.get()
    form.questions.filter(section="evasion").update(is_on_phone=False)

    told = phone_of(field_monitor, label="Phone 8").definition

    assert [each["code"] for each in told["form"]["sections"]] == ["vulnerability", "control"]
    assert len(told["rules"]["sections"]) == 3


def test_the_record_of_an_older_phone_is_scored_by_the_rules_it_saw(
    phone, station, me_officer, signs
):
    newest = form_with_other_rules(by=me_officer)
    one = only(
        {}, "c_stories_differ"
    )  # 5 of control: high risk from 4, and in the newer version from 6

    for number in (signs.number, newest.number):
        sent = intercept(station, {**one, "id": str(InterceptedPerson().pk)}, form=number, signs=[])
        assert phone.send(phone.item("intercept", sent)).status_code == 201

    rows = InterceptedPerson.objects.order_by("form__number")
    assert [(row.form.number, row.proposed_band) for row in rows] == [
        (signs.number, "high_risk"), (newest.number, "at_risk"),
    ]  # fmt: skip


def test_a_sign_where_no_form_is_published_waits_for_the_office(phone, station):
    ScreeningForm.objects.all().delete()

    answer = phone.send(phone.item("intercept", intercept(station, form=None, signs=[])))

    assert answer.status_code == 422
    assert FieldSubmission.objects.get().faults == ["persons.0.signs_none"]
