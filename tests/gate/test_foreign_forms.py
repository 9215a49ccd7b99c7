"""Forms of other sites are refused; our own are taken though no page says where the reader was."""

import pytest
from django.test import Client

OURS = {"SERVER_NAME": "localhost"}
OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
REFUSED, TAKEN = 403, 302


@pytest.fixture
def checked(practice):
    """Return a client that is asked for the token, and knows it."""
    client = Client(enforce_csrf_checks=True, **OURS)
    client.get("/sign-in/")
    return client


def choose_swahili(client, *, token: str | None = None, secure: bool = False, **headers) -> int:
    token = client.cookies["csrftoken"].value if token is None else token
    sent = {"language": "sw", "next": "/sign-in/", "csrfmiddlewaretoken": token}
    return client.post("/language/", sent, secure=secure, **headers).status_code


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_ORIGIN": "null"} | OWN, TAKEN),
        ({"HTTP_ORIGIN": "null"}, REFUSED),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"}, REFUSED),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-site"}, REFUSED),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "none"}, REFUSED),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin, cross-site"}, REFUSED),
        ({"HTTP_ORIGIN": "https://evil.example"} | OWN, REFUSED),
        ({"HTTP_ORIGIN": "https://evil.example"}, REFUSED),
        ({"HTTP_ORIGIN": "https://localhost.evil.example"}, REFUSED),
        ({"HTTP_ORIGIN": "https://localhost:444"}, REFUSED),
        ({"HTTP_ORIGIN": ""}, REFUSED),
        ({"HTTP_ORIGIN": "null null"} | OWN, REFUSED),
    ],
)
def test_who_sends_decides(checked, headers, status, secure):
    assert choose_swahili(checked, secure=secure, **headers) == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, TAKEN),
        ({}, REFUSED),
        ({"HTTP_REFERER": "https://localhost/sign-in/"}, TAKEN),
        ({"HTTP_REFERER": "https://evil.example/"} | OWN, REFUSED),
        ({"HTTP_REFERER": "http://localhost/"} | OWN, REFUSED),
    ],
)
def test_over_tls_a_form_without_origin_needs_the_browsers_word(checked, headers, status):
    assert choose_swahili(checked, secure=True, **headers) == status


@pytest.mark.parametrize("token", ["", "x" * 64, "short"])
def test_the_token_is_asked_whatever_the_browser_says(checked, token):
    assert choose_swahili(checked, token=token, HTTP_ORIGIN="null", **OWN) == REFUSED


def test_a_refused_form_says_what_to_do(checked):
    answer = checked.post("/language/", {"language": "sw"}, HTTP_ORIGIN="https://evil.example")

    page = answer.content.decode()
    assert page.count("Nothing was saved") == page.count("Hakuna kilichohifadhiwa") == 1


def test_an_old_browser_may_name_the_host_and_a_new_one_does_not(client, practice):
    meta = '<meta name="referrer" content="same-origin">'

    old = client.get("/sign-in/")
    new = client.get("/sign-in/", **OWN)

    assert [meta in page.content.decode() for page in (old, new)] == [True, False]
    assert {page["Referrer-Policy"] for page in (old, new)} == {"no-referrer"}
