"""A real Chromium on a real server; a missing browser fails, nothing is skipped."""

import os
import shutil
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.field_phone import phone, ready, stage  # noqa: F401  fixtures of the phone
from tests.factories.accounts import UserFactory
from tracekenya.roles.roles import Role

PASSWORD = "a long practice password 7"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Browser:
    path = shutil.which("chromium")
    assert path, "These tests need Debian's chromium: apt-get install chromium"
    # Playwright keeps an event loop; Django would refuse the test's own queries beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def at_the_desk(chromium, live_server, transactional_db, practice) -> Callable[..., Page]:
    """Return a function: sign a new person with `role` in by hand, return the open page."""
    contexts = []

    def sit_down(role: Role, *, width: int = 1280, language: str = "en", **fields) -> Page:
        user = UserFactory(role=role, language=language, **fields)
        user.set_password(PASSWORD)
        user.save()
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, base_url=live_server.url, locale="en-GB"
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda m: m.type == "error" and page.problems.append(m.text))
        page.goto("/sign-in/")
        page.locator("input[name=login]").fill(user.email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").click()
        page.wait_for_url("**/")
        page.user = user
        return page

    yield sit_down
    for context in contexts:
        context.close()
