"""The style guide and the error pages as they are sent."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse

from tracekenya.accounts.models import Installation
from tracekenya.ui import samples

pytestmark = pytest.mark.django_db


def test_styleguide_is_open_in_practice_mode(client, practice):
    response = client.get(reverse("ui:styleguide"))

    assert response.status_code == 200
    assert "Practice data: nobody here is real." in response.content.decode()


def test_styleguide_is_closed_in_live_mode(client):
    Installation.objects.create(is_practice=False, canary=Installation.CANARY)

    assert client.get(reverse("ui:styleguide")).status_code == 404


@override_settings(DEBUG=True)
def test_styleguide_is_open_while_developing(client):
    assert client.get(reverse("ui:styleguide")).status_code == 200


@pytest.mark.parametrize("language", ["en", "sw"])
def test_page_says_its_language_and_where_its_content_is(client, practice, language):
    client.cookies["django_language"] = language

    html = client.get(reverse("ui:styleguide")).content.decode()

    assert f'<html lang="{language}">' in html
    assert html.count('<main id="main"') == html.count("<h1>") == 1
    assert html.count('href="#main"') == 1


def test_ids_are_unique(client, practice):
    html = client.get(reverse("ui:styleguide")).content.decode()
    # the same trend stands in four rows of the sample table; names inside drawings may repeat there
    ids = [one for one in re.findall(r'\sid="([^"]+)"', html) if not re.match(r"c[0-9a-f]{8}", one)]

    assert ids != []
    assert sorted(ids) == sorted(set(ids))


def test_sign_in_page_stays_within_the_budget(client, practice):
    html = client.get(reverse("account_login")).content
    names = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html.decode()))
    sent = sum(
        len(brotli.compress(part))
        for part in [html, *(Path(finders.find(name)).read_bytes() for name in names)]
    )

    assert len(names) + 1 <= 8
    assert sent <= 65_000


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_error_page_needs_no_context_and_speaks_both_languages(status):
    html = render_to_string(f"{status}.html")

    assert html.count("<h1>") == 1
    assert html.count('<div lang="sw">') == 1
    assert re.findall(r"{{|{%", html) == []


def test_sign_in_with_a_wrong_password_shows_the_problem_on_top(client, practice):
    response = client.post(
        reverse("account_login"), {"login": "nobody@example.org", "password": "wrong-password"}
    )
    html = response.content.decode()

    assert response.status_code == 200
    assert html.index("error-summary") < html.index('name="login"')
    assert 'value="wrong-password"' not in html


def test_form_page_has_errors_in_its_title_and_its_buttons_last():
    request = RequestFactory().post("/cases/new/")
    request.user = AnonymousUser()
    form = samples.SampleForm({})
    form.is_valid()

    html = render_to_string(
        "components/form_page.html",
        {"title": "Open a case", "form": form, "cancel_url": "/cases/", "submit_label": "Open"},
        request,
    )

    assert "<title>Problem: Open a case – Trace Kenya</title>" in html
    assert html.count("<form") == 2  # the language switch and the form itself
    assert html.index("error-summary") < html.index('name="place"') < html.index(">Open</button>")
    assert html.count('name="submission"') == html.count('name="version"') == 1
