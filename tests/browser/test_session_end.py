"""The end of a session in a real browser: said in time, nothing typed is lost, nothing stays behind."""

from django.contrib.sessions.backends.db import SessionStore

from tests.administration.people import PASSWORD, used
from tests.browser.axe import violations
from tracekenya.accounts import sessions
from tracekenya.accounts.models import OpenSession
from tracekenya.roles.roles import Role

FORM = "/administration/accounts/invite/"
TYPED = "Typed before the end"


def rest(page, seconds_left: int) -> None:
    """Let the session of `page` have rested until so many seconds are left."""
    row = OpenSession.objects.get(user=page.user)
    store = SessionStore(row.session_key)
    idle = sessions.limits_of(page.user.role).idle.total_seconds()
    state = store[sessions.OPEN]
    store[sessions.OPEN] = state | {"seen": state["seen"] - idle + seconds_left}
    store.save()


def sign_in(page, user) -> None:
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()


def typed_until_the_end(page) -> None:
    """Type into a form, then let the session end while the page is open."""
    page.goto(FORM)
    page.locator("input[name=full_name]").fill(TYPED)
    rest(page, 0)
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_url("**/sign-in/**")


def test_a_warning_comes_in_time_and_one_button_keeps_the_session(at_the_desk):
    page = at_the_desk(Role.SYSTEM_ADMINISTRATOR)
    rest(page, 90)
    page.evaluate("dispatchEvent(new Event('focus'))")
    dialog = page.locator("dialog[data-session]")
    dialog.wait_for()

    assert violations(page) == []
    dialog.get_by_role("button", name="Stay signed in").click()
    dialog.wait_for(state="hidden")
    left = page.evaluate("fetch('/sessions/left/').then((each) => each.json())")
    assert left["left"] > 1000
    assert page.problems == []


def test_what_was_typed_comes_back_for_its_writer(at_the_desk):
    page = at_the_desk(Role.SYSTEM_ADMINISTRATOR)
    typed_until_the_end(page)
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    sign_in(page, page.user)
    page.wait_for_url(f"**{FORM}")
    page.locator("[data-session-back]").wait_for()

    assert TYPED not in kept
    assert page.locator("input[name=full_name]").input_value() == TYPED
    assert page.problems == []


def test_what_was_typed_does_not_come_back_for_another_person(at_the_desk):
    page = at_the_desk(Role.SYSTEM_ADMINISTRATOR)
    typed_until_the_end(page)
    sign_in(page, used(role=Role.SYSTEM_ADMINISTRATOR))
    page.wait_for_url(f"**{FORM}")
    page.wait_for_timeout(500)

    assert page.locator("input[name=full_name]").input_value() == ""
    assert page.evaluate("sessionStorage.length") == 0


def test_after_signing_out_nothing_is_left_and_back_shows_nothing(at_the_desk):
    page = at_the_desk(Role.SYSTEM_ADMINISTRATOR)
    page.goto(FORM)
    page.evaluate("sessionStorage.setItem('draft /x/', 'y')")
    page.locator("summary.bar-button").last.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")
    left = page.evaluate("sessionStorage.length")
    page.go_back()
    page.wait_for_url("**/sign-in/**")

    assert left == 0
