"""Every route says who may use it; strangers meet the sign-in page, wrong roles a refusal."""

import uuid

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.accounts import UserFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.access import is_declared
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import ROLE_TEXTS, Role

# What stands in addresses beside a record's key; each names something that exists.
VALUES = {"pk": uuid.UUID(int=7), "code": "1.5", "year": 2025, "slug": "case-without-county"}
VALUES |= {"vocabulary": "case_source", "term": "health_facility"}


def all_patterns(resolver=None, namespace=""):
    """Yield (route name with namespace, pattern) of the whole URLconf."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from all_patterns(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry


ROUTES = dict(all_patterns())
GUARDED = sorted(name for name, p in ROUTES.items() if hasattr(p.callback, "permission"))


def address(name: str) -> str:
    converters = ROUTES[name].pattern.converters
    return reverse(name, kwargs={key: VALUES.get(key, uuid.UUID(int=7)) for key in converters})


def test_every_route_has_a_name():
    assert "None" not in ROUTES


def test_every_route_declares_who_may_use_it():
    undeclared = [
        name
        for name, pattern in ROUTES.items()
        if not is_declared(pattern.callback) and name not in settings.VIEWS_WITHOUT_PERMISSION
    ]

    assert undeclared == []


def test_every_listed_view_of_another_package_is_routed():
    assert set(settings.VIEWS_WITHOUT_PERMISSION) - set(ROUTES) == set()


def test_names_of_route_and_view_agree():
    differing = [
        name for name in GUARDED if name.rpartition(":")[2] != ROUTES[name].callback.__name__
    ]

    assert differing == []


@pytest.mark.parametrize("role", list(Role))
def test_a_refusal_is_kept(client, practice, role):
    """Who is refused where is asked by the access matrix; here, that each refusal leaves a row."""
    user = UserFactory(role=role)
    client.force_login(user)
    refused = [
        name
        for name in GUARDED
        if scope_of(role, Permission(ROUTES[name].callback.permission)) is Scope.NONE
    ][::20]

    answers = {name: client.get(address(name)).status_code for name in refused}

    expected = 404 if ROLE_TEXTS[role].outsider else 403
    assert {name: code for name, code in answers.items() if code != expected} == {}
    assert AuditEvent.objects.filter(kind="refused", by=user.staff_code).count() == len(refused) > 0


def test_a_view_that_declares_nothing_is_refused(client, practice, rf):
    from tracekenya.accounts.middleware import DenyByDefaultMiddleware  # noqa: PLC0415

    request = rf.get("/")
    request.resolver_match = type("Match", (), {"view_name": "unknown"})
    with pytest.raises(Exception, match="declares no permission"):
        DenyByDefaultMiddleware(lambda request: None).process_view(
            request, lambda request: None, (), {}
        )
