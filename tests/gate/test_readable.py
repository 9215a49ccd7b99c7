"""What nobody can read or store is refused politely, wherever in a request it stands."""

import pytest

from tracekenya.gate.readable import is_storable
from tracekenya.roles.roles import Role

PLACES = {
    "path": ("/cases/%00/", {}),
    "query": ("/cases/?status=%00", {}),
    "name in the query": ("/cases/?%00=1", {}),
    "search": ("/reporting/?year=2025%00", {}),
    "header": ("/", {"HTTP_X_ANY": "a\0b"}),
    "user agent": ("/", {"HTTP_USER_AGENT": "a\0b"}),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_nul_is_refused_with_a_page(signed_in, place):
    client, _user = signed_in(Role.CASE_MANAGER)
    address, headers = PLACES[place]

    answer = client.get(address, **headers)

    assert answer.status_code == 400
    page = answer.content.decode()
    assert page.count("could not be read") == 2
    assert "Ombi halikusomeka" in page


@pytest.mark.parametrize("surrogate", ["%ED%A0%80", "%ED%BF%BF", "%FF", "%C3%28"])
def test_broken_characters_in_an_address_are_no_error(signed_in, surrogate):
    client, _user = signed_in(Role.CASE_MANAGER)

    assert client.get(f"/cases/?status={surrogate}").status_code == 200
    assert client.get(f"/cases/{surrogate}/").status_code == 404


def test_a_session_that_names_a_nul_is_no_session(client, practice):
    sent = 'sessionid="' + r"\000" * 32 + '"'  # as a header: newer Pythons make no such cookie

    assert client.get("/", headers={"Cookie": sent}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("a=1&" * 2001, "application/x-www-form-urlencoded"),
        ("a=" + "x" * 5_300_000, "application/x-www-form-urlencoded"),
    ],
)
def test_too_much_is_refused_with_a_page(signed_in, sent, kind):
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = client.post("/language/", sent, content_type=kind)

    assert answer.status_code == 413
    page = answer.content.decode()
    assert page.count("too much at once") == 2
    assert "nyingi mno" in page


def test_a_body_that_states_an_absurd_length_is_refused_unread(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = client.post("/language/", {"language": "sw"}, CONTENT_LENGTH="99999999999")

    assert answer.status_code == 413


def test_too_many_names_in_an_address_are_refused(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)

    assert client.get("/cases/?" + "a=1&" * 2001).status_code == 413


@pytest.mark.parametrize(
    ("text", "holds"),
    [("", True), ("Achieng' 👩🏾", True), ("a\0", False), ("\ud800", False), ("\udfffx", False)],
)
def test_what_can_be_stored(text, holds):
    assert is_storable(text) is holds
