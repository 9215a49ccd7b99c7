"""The forms that pages show, read as a browser reads them, and a quick way to send what one likes."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.factories.reporting import load_printed_plan
from tests.factories.world import World
from tests.fresh import prove
from tests.project.test_routes import GUARDED, ROUTES, VALUES
from tracekenya.accounts.models import Installation, User
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

FORM_TYPE = "application/x-www-form-urlencoded"
TOKEN = "csrfmiddlewaretoken"
PLAUSIBLE = {"date": "2025-07-01", "datetime-local": "2025-07-01T10:00", "number": "3"}
REACH = [Scope.ORGANISATION, Scope.SHELTER, Scope.COUNTY, Scope.OWN]  # the furthest first
SESSION_SECONDS = 200  # a proof of who one is lasts five minutes


@dataclass
class Form:
    """A form as a page shows it: who sees it, where it goes, its answers as the page proposes them."""

    method: str
    action: str
    answers: dict[str, str] = field(default_factory=dict)
    needed: set[str] = field(default_factory=set)  # names that the page fills or must have
    route: str = ""
    user: User | None = None

    @property
    def names(self) -> list[str]:
        return [name for name in self.answers if name != TOKEN]

    @property
    def target(self) -> str:
        """Return the name of the route that takes the form, "" for none of ours."""
        try:
            return resolve(self.action.partition("?")[0]).view_name
        except Resolver404:
            return ""


class FormReader(HTMLParser):
    """Collects the forms of a page's main part, each answered plausibly."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.in_main, self.select = False, ""

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "main":
            self.in_main = True
        elif tag == "form" and self.in_main:
            self.forms.append(Form(facts["method"], facts.get("action") or ""))
        elif self.forms and facts.get("name") and tag in ("input", "textarea"):
            kind = facts.get("type", "text")
            start = facts.get("value") or PLAUSIBLE.get(kind, "Practice text")
            self._answer(facts, start, is_needed="value" in facts and kind != "checkbox")
        elif self.forms and tag == "select":
            self.select = facts["name"]
            if "required" in facts:
                self.forms[-1].needed.add(self.select)
        elif self.select and tag == "option" and facts.get("value"):
            if "selected" in facts:
                self.forms[-1].answers.pop(self.select, None)
                self.forms[-1].needed.add(self.select)
            self.forms[-1].answers.setdefault(self.select, facts["value"])

    def _answer(self, facts, start: str, *, is_needed: bool) -> None:
        self.forms[-1].answers.setdefault(facts["name"], start)
        if is_needed or "required" in facts:
            self.forms[-1].needed.add(facts["name"])

    def handle_endtag(self, tag):
        self.in_main = self.in_main and tag != "main"
        if tag == "select":
            self.forms[-1].answers.setdefault(self.select, "")
            self.select = ""


def address_in(world: World, route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        pattern = ROUTES[route].pattern
        known = VALUES | {"pk": world.key_for(f"{route.partition(':')[0]}/{pattern}")}
        known |= {"token": "no-such-token"}
        return reverse(route, kwargs={key: known[key] for key in pattern.converters})


def roles_by_reach(route: str) -> list[Role]:
    """Return the roles that may use `route`, who reaches furthest first."""
    permission = Permission(ROUTES[route].callback.permission)
    scopes = {role: scope_of(role, permission) for role in Role}
    roles = [role for role in Role if scopes[role] is not Scope.NONE]
    return sorted(roles, key=lambda r: REACH.index(scopes[r]) if scopes[r] in REACH else len(REACH))


def furthest_role(route: str) -> Role:
    return roles_by_reach(route)[0]


def forms_at(client, user: User, address: str) -> list[Form]:
    """Return the forms that the page at `address` shows to `user`, by the client of a test."""
    client.force_login(user)
    prove(client)
    return _forms_of(client.get(address, {"panel": "open"}))


def _forms_of(answer: HttpResponse) -> list[Form]:
    reader = FormReader()
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        reader.feed(answer.content.decode())
    return reader.forms


class Sender:
    """Sends requests through all layers, without what a client of tests does beside that.

    Everybody is signed in once and has just proved who they are; what a request saves is undone.
    """

    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.factory = RequestFactory()
        self.cookies: dict[object, tuple[str, float]] = {}

    def send(self, user: User, method: str, address: str, body: str | bytes = "", **more):
        """Send one request and undo what it saved; `more`: `content_type` and the environment."""
        cookie = self._cookie(user)
        with transaction.atomic():
            answer = self.answer(cookie, method, address, body, **more)
            transaction.set_rollback(True)
        return answer

    def answer(
        self, cookie: str, method: str, address: str, body: str | bytes = "",
        content_type: str = FORM_TYPE, **environment,
    ) -> HttpResponse:  # fmt: skip
        """Send one request with a cookie of `cookie_of`; what it saved stays."""
        request = self.factory.generic(
            method, address, body, content_type, HTTP_COOKIE=cookie, **environment
        )
        request._dont_enforce_csrf_checks = True
        answer = self.handler.get_response(request)
        if answer.streaming:
            answer.getvalue()  # what is written late can fail late
        elif answer.status_code == 302:
            connection.check_constraints()  # those that speak only at the end of a transaction
        return answer

    def _cookie(self, user: User) -> str:
        cookie, made = self.cookies.get(user.pk, ("", 0.0))
        is_kept = Session.objects.filter(pk=cookie.partition("=")[2]).exists()  # tests undo them
        if not is_kept or time.monotonic() - made > SESSION_SECONDS:
            client = Client()
            client.force_login(user)
            prove(client)
            cookie = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"
            self.cookies[user.pk] = cookie, time.monotonic()
        return cookie

    cookie_of = _cookie


class Ground:
    """A world, people of every role in it, and every form that the pages show to them."""

    def __init__(self, before: Callable[[], object] | None = None) -> None:
        """`before`: what to make before the plan is there, on which some records hang."""
        Installation.objects.create(is_practice=True, canary=Installation.CANARY)
        call_command("load_reference_data", verbosity=0)
        self.beside = before() if before else None
        load_printed_plan()
        self.world, self.sender = World(fresh_codes=not before), Sender()
        self.people = {role: self.world.newcomer(role) for role in Role}
        self.addresses = {route: address_in(self.world, route) for route in GUARDED}

    def furthest(self, route: str) -> User:
        return self.people[furthest_role(route)]

    def forms(self, who=furthest_role, routes: list[str] | None = None) -> list[Form]:
        """Return each form that the pages of `routes` show; `who` says which role looks at one."""
        found: dict[tuple[str, str], Form] = {}
        for route in routes or self.addresses:
            address, user = self.addresses[route], self.people[who(route)]
            for form in _forms_of(self.sender.send(user, "GET", f"{address}?panel=open")):
                form.action, form.route, form.user = form.action or address, route, user
                found.setdefault((form.method, form.action), form)
        return list(found.values())

    def submit(self, form: Form, answers: dict[str, str]) -> HttpResponse:
        body = urlencode(answers, errors="surrogatepass")
        if form.method == "get":
            return self.sender.send(form.user, "GET", form.action, QUERY_STRING=body)
        return self.sender.send(form.user, "POST", form.action, body)


@contextmanager
def laid_out(blocker, before: Callable[[], object] | None = None) -> Iterator[Ground]:
    """Lay the ground out in a transaction of its own that is never kept."""
    log = logging.getLogger("django.request")
    level = log.level
    with blocker.unblock(), transaction.atomic():
        log.setLevel(logging.CRITICAL)  # refusals are what these tests want
        yield Ground(before)
        transaction.set_rollback(True)
    log.setLevel(level)
