"""Answers that a form does not have change nothing, nor do keys of records out of reach."""

import random
from collections import Counter

import pytest

from tests.access.extras import (
    Outcome,
    Watcher,
    beyond,
    extra_answers,
    keys_of_all,
    rows_beside,
    swapped,
)
from tests.access.table import Answer, Position, expected, lines
from tests.factories.world import World
from tests.project.page_forms import Form, Ground, address_in, laid_out, roles_by_reach
from tests.project.test_routes import ROUTES
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

SAMPLE = 45  # pages of the sample; all of them otherwise
# Any house may be asked for a bed, or to take somebody over.
ASKED_EVERYWHERE = {"shelter:hold_bed", "shelter:ask_shelter", "shelter:transfer_ask"}
NARROW = {Scope.OWN, Scope.ASSIGNED, Scope.SHELTER, Scope.COUNTY}

# One process builds the records, not each.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("mass_assignment")]


def widest(route: str) -> Role:
    return roles_by_reach(route)[0]


def narrowest(route: str) -> Role:
    return roles_by_reach(route)[-1]


def owed_by(form: Form) -> Answer:
    """Return what the matrix says of the form's route on a record that nothing joins to its sender.

    403 where the record is known to the role and this is not to be done: a programme manager knows that
    a case is there, a case worker that a house is. Open where the role
    reaches all records: a director, who knows all cases by code, declares to be too near to any.
    """
    line = next(line for line in lines() if line.route == form.target)
    return expected(form.user.role, line.asked_by("POST"), Position.OTHER)


def scope_at(route: str, role: Role) -> Scope:
    return scope_of(role, Permission(ROUTES[route].callback.permission))


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker, another_world) as made:
        made.other, made.hidden = made.beside
        yield made


def another_world() -> tuple[World, dict]:
    """Return a world that is in nobody's reach, and one of its records of every kind."""
    known = keys_of_all()
    return World(), rows_beside(known)


def forms_of(ground: Ground, who, how_many: int | None = None) -> list[Form]:
    """Return the forms that save, of some pages or of all."""
    routes = sorted(ground.addresses)
    some = random.Random(11).sample(routes, how_many) if how_many else routes
    return [f for f in ground.forms(who, some) if f.method == "post" and f.target in ROUTES]


def answered(watcher: Watcher, form: Form) -> tuple[dict[str, str], Outcome]:
    """Return answers that the form takes, if those that the page proposes or needs are such."""
    full = watcher.send(form, form.answers)
    if full.is_saved:
        return form.answers, full
    needed = {name: value for name, value in form.answers.items() if name in form.needed}
    short = watcher.send(form, needed)
    return (needed, short) if short.is_saved else (form.answers, full)


def is_refused(result: Outcome) -> bool:
    """Tell whether it was refused; 403 where the record may be seen, but this is not to be done."""
    code = result.answer.status_code
    return code in (403, 404) or (code == 200 and b"error-summary" in result.answer.content)


def assert_nothing_beyond(ground: Ground, forms: list[Form]) -> None:
    watcher, found, saved, names = Watcher(ground.sender), [], 0, set()
    for form in forms:
        answers, plain = answered(watcher, form)
        again = watcher.send(form, answers)
        extras = extra_answers(form, ground.hidden)
        result = watcher.send(form, answers | extras)
        names, saved = names | set(extras), saved + plain.is_saved
        found += [f"{form.target}: {text}" for text in beyond(plain, again, result, extras)]
        if result.answer.status_code != plain.answer.status_code:
            found.append(f"{form.target}: answered {result.answer.status_code}")
    print(  # noqa: T201
        f"mass assignment: {len(forms)} forms ({saved} saved their own answers),"
        f" {len(names)} extra fields, changed beyond the form: {len(found)}"
        + "".join(f"\n  {text}" for text in found[:60])
    )

    assert found == []
    assert saved > len(forms) // 4


def test_answers_that_a_form_does_not_have_change_nothing(ground):
    assert_nothing_beyond(ground, forms_of(ground, widest, SAMPLE))


@pytest.mark.deep
@pytest.mark.parametrize("who", [widest, narrowest])
def test_no_form_at_all_takes_answers_that_it_does_not_have(ground, who):
    assert_nothing_beyond(ground, forms_of(ground, who))


def test_an_answer_that_a_form_has_is_seen_to_change(ground):
    pages = ["cases:case_detail", "cases:case_status"]
    form = next(f for f in ground.forms(widest, pages) if f.target == "cases:case_status")
    _answers, outcome = answered(Watcher(ground.sender), form)

    assert {"cases_case", "cases_casestatuschange"} <= {change[0] for change in outcome.of_records}


@pytest.mark.deep
def test_records_of_others_are_not_reached_by_the_address(ground):
    watcher, found, tried, open_to = Watcher(ground.sender), [], Counter(), set()
    for form in forms_of(ground, narrowest):
        if scope_at(form.target, form.user.role) not in NARROW:
            continue
        address = address_in(ground.other, form.target)
        if address == address_in(ground.world, form.target):
            continue
        owed = owed_by(form)
        if owed is Answer.OPEN:
            open_to.add(f"{form.user.role} {form.target}")
            continue
        form.action, tried[owed] = address, tried[owed] + 1
        result = watcher.send(form, form.answers)
        if result.of_records or str(result.answer.status_code) != owed:
            found.append(f"{form.user.role} {address}: {result.answer.status_code}, not {owed}")
    print(  # noqa: T201
        f"addresses of others: {dict(tried)} forms sent, answered otherwise: {len(found)} {found};"
        f" in reach: {sorted(open_to)}"
    )

    assert found == []


@pytest.mark.deep
def test_records_of_others_are_not_reached_by_an_answer(ground):
    watcher, found, tried = Watcher(ground.sender), [], 0
    for form in forms_of(ground, narrowest):
        is_narrow = scope_at(form.target, form.user.role) in NARROW
        if not is_narrow or form.target in ASKED_EVERYWHERE:
            continue
        answers, _plain = answered(watcher, form)
        for name, value in swapped(answers, ground.hidden).items():
            tried += 1
            result = watcher.send(form, answers | {name: value})
            if result.of_records or not is_refused(result):
                found.append(f"{form.target} {name}: {result.answer.status_code}")
    print(f"keys of others: {tried} answers swapped, taken: {len(found)} {found}")  # noqa: T201

    assert found == []
