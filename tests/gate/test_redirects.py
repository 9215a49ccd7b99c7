"""No address that somebody slips into a link leads away from this site, or into another page's mouth."""

import pytest

from tests.factories.accounts import UserFactory
from tracekenya.roles.roles import Role

PASSWORD = "a long practice password 7"
AWAY = [
    "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example",
    "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "https:evil.example",
    "https:/evil.example", "https:///evil.example", "HTTPS://EVIL.EXAMPLE", " //evil.example",
    "\t//evil.example", "/\t/evil.example", "/\n/evil.example", "\x1f//evil.example",
    "https://testserver@evil.example", "https://testserver:pw@evil.example/",
    "https://evil.example\\@testserver", "https://evil.example#@testserver", "https://testserver.evil.example",
    "//testserver.evil.example", "https://evil.example/testserver", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "blob:x",
    "ftp://testserver/", "http://[::1", "https://evil。example", "//evil%E3%80%82example",
    "//evil.example/%2f..", "/%5cevil.example/../..//evil.example", "//;@evil.example",
    "https://0x7f.1/", "?next=//evil.example", "%2f%2fevil.example", "http:\\\\evil.example",
]  # fmt: skip


def stays_here(location: str) -> bool:
    """Say whether a browser that follows `location` from a page of ours stays on our host."""
    plain = "".join(sign for sign in location if sign > " ").replace("\\", "/")
    for host in ("http://testserver/", "https://testserver/"):
        plain = plain.removeprefix(host[:-1]) if plain.startswith(host) else plain
    return not plain.startswith("//") and ":" not in plain.partition("/")[0].partition("?")[0]


@pytest.fixture
def person(practice):
    made = UserFactory(role=Role.CASE_MANAGER, email="r@test.example")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.mark.parametrize("place", ["query", "form"])
def test_signing_in_stays_here(client, person, place):
    left = {}
    for away in AWAY:
        client.logout()
        sent = {"login": person.email, "password": PASSWORD}
        if place == "form":
            answer = client.post("/sign-in/", sent | {"next": away})
        else:
            answer = client.post("/sign-in/", sent, query_params={"next": away})
        if answer.status_code != 302 or not stays_here(answer["Location"]):
            left[away] = (answer.status_code, answer.headers.get("Location"))

    assert left == {}


def test_choosing_a_language_stays_here(client, person):
    left = {}
    for away in AWAY:
        for headers in ({}, {"HTTP_REFERER": away.replace("\n", "")}):
            sent = {"language": "sw"} | ({} if headers else {"next": away})
            answer = client.post("/language/", sent, **headers)
            if answer.status_code != 302 or not stays_here(answer["Location"]):
                left[away] = (answer.status_code, answer.headers.get("Location"))

    assert left == {}


@pytest.mark.parametrize("route", ["/sign-out/", "/sign-in/again/"])
def test_leaving_and_proving_again_stay_here(client, person, route):
    left = {}
    for away in AWAY:
        client.force_login(person)
        sent = {"password": PASSWORD, "next": away}
        answers = [
            client.get(route, {"next": away}),
            client.post(route, sent),
            client.post(f"{route}?next=", sent),
        ]
        for answer in answers:
            if answer.status_code == 302 and not stays_here(answer["Location"]):
                left[away] = answer["Location"]

    assert left == {}


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "//evil.example/cases/"])
def test_a_path_that_looks_like_a_host_stays_here(client, practice, path):
    answer = client.generic("GET", path)

    assert answer.status_code in {302, 404}
    assert stays_here(answer.headers.get("Location", "/"))


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PORT": "81"},
        {"HTTP_X_FORWARDED_SERVER": "evil.example"},
        {"HTTP_FORWARDED": "host=evil.example;proto=https"},
        {"HTTP_X_ORIGINAL_URL": "/administration/accounts/"},
        {"HTTP_X_REWRITE_URL": "/administration/accounts/"},
        {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_FOR": "'; DROP TABLE x; --"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_headers_that_a_visitor_invents_change_nothing(client, person, headers):
    plain, invented = client.get("/cases/"), client.get("/cases/", **headers)

    assert (invented.status_code, invented["Location"]) == (302, "/sign-in/?next=/cases/")
    assert plain["Location"] == invented["Location"]
    client.force_login(person)
    page = client.get("/", **headers)
    assert page.status_code == 200
    assert b"evil.example" not in page.content


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "testserver.evil.example", "evil.example:80", "testserver@evil.example",
        "testserver:80@evil.example", "testserver, evil.example", "testserver evil.example",
        "testserver/evil.example", "testserver\\evil.example", "", "[::1]evil", "testserver:abc",
        ".testserver", "testserver..", "evil.example%00testserver",
    ],
)  # fmt: skip
def test_another_host_is_not_answered(client, practice, host):
    answer = client.get("/sign-in/", HTTP_HOST=host)

    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_the_judge_of_this_file_knows_good_from_bad():
    assert [stays_here(good) for good in ("/", "/cases/?a=b:c", "http://testserver/x")] == [
        True
    ] * 3
    assert [away for away in AWAY[:8] if stays_here(away)] == []
