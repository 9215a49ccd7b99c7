"""No form falls over what people or machines send: a refusal at the field, never an error of ours."""

import random
from urllib.parse import urlencode

import pytest

from tests.project.hostile import HOSTILE, Findings, answers_of, drawn, judge
from tests.project.page_forms import (
    FORM_TYPE,
    Form,
    Ground,
    address_in,
    forms_at,
    furthest_role,
    laid_out,
)

__all__ = ["address_in", "forms_at", "furthest_role"]  # other maps use them from here

WHOLE = 0.5  # share of the sample that has no good answer left
SAMPLE, FULL_RUN, PARTS = 150, 20_000, 40  # inputs of all kinds together; parts run on their own
MAIN_FLOW = {
    "intercepts:intercept_record", "intercepts:person_classify", "intercepts:person_open_case",
    "cases:case_open", "cases:case_edit", "cases:case_assign", "cases:consent_add",
    "cases:service_add", "cases:reintegration_add", "cases:suspect_add", "cases:court_case_add",
    "cases:charge_add", "cases:plea_record", "cases:hearing_add", "cases:outcome_add",
    "shelter:hold_bed", "shelter:admit", "shelter:admit_request", "shelter:stay_exit",
    "referrals:referral_add", "referrals:referral_send",
}  # fmt: skip

# One process builds the records, not each.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hostile_forms")]


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def forms(ground) -> list[Form]:
    """Return every form that the page of some route shows to the role that reaches furthest."""
    return ground.forms()


def judged(ground: Ground, tries) -> Findings:
    found = Findings()
    for tried in tries:
        judge(found, ground, tried)
    print(found)  # noqa: T201
    return found


def test_no_form_falls_over_a_sample(ground, forms):
    chance = random.Random(7)
    tries = [
        answers_of(form, {name: chance.choice(HOSTILE) for name in some})
        for form in forms
        for some in [
            form.names
            if chance.random() < WHOLE
            else chance.sample(form.names, min(1, len(form.names)))
        ]
    ]
    found = judged(ground, tries)

    assert MAIN_FLOW - {form.route for form in forms} == set()
    assert found.faults == []


def test_nothing_falls_over_a_drawn_sample(ground, forms):
    found = drawn(ground, forms, SAMPLE)
    print(found)  # noqa: T201

    assert found.faults == []
    assert set(found.tried) == {"form", "query", "address", "body"}


def test_no_list_falls_over_its_address(ground, forms):
    tried = [
        answers_of(form, {name: bad})
        for form in forms
        if form.method == "get"
        for name in ("sort", "after", "before", "page")
        for bad in [random.Random(name + form.action).choice(HOSTILE)]
    ]
    found = judged(ground, tried)

    assert found.faults == []


@pytest.mark.deep
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_falls_over_the_full_run(ground, forms, part):
    found = drawn(ground, forms, FULL_RUN // PARTS, part)
    print(f"part {part}: {found}")  # noqa: T201

    assert found.faults == []


@pytest.mark.deep
@pytest.mark.parametrize("bad", HOSTILE, ids=range(len(HOSTILE)))
def test_no_field_falls_over_any_known_bad_answer(ground, forms, bad):
    found = judged(ground, [answers_of(form, {n: bad}) for form in forms for n in form.names])

    assert found.faults == []


@pytest.mark.parametrize("bad", HOSTILE[:9])
def test_the_sign_in_page_does_not_fall_over(client, ground, bad):
    client.raise_request_exception = False
    body = urlencode({"login": bad, "password": bad}, errors="surrogatepass")

    answer = client.post("/sign-in/", data=body, content_type=FORM_TYPE)

    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("charset", ["idna", "rot13", "utf-16", "no-such"])
def test_a_form_in_an_encoding_of_its_own_is_refused(client, ground, charset):
    client.raise_request_exception = False
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\na\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"

    assert client.generic("POST", "/sign-in/", body, kind).status_code == 400
