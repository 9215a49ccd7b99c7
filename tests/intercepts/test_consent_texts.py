"""Texts that are read aloud: languages the office adds, checked before use, every wording kept."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intercepts.actions import consent
from intercepts.models import ConsentText, FieldSubmission, Intercept
from tests.factories.accounts import UserFactory
from tests.factories.field import intercept, person, phone_of
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("practice")]
LIST, ADD = (reverse(f"intercepts:consent_text_{name}") for name in ("list", "add"))


def url(name, row):
    return reverse(f"intercepts:consent_text_{name}", args=[row.pk])


def typed(by=None, **data):
    usual = {
        "submission": str(uuid.uuid4()), "language": "so", "name": "Af-Soomaali",
        "text": "Waxaan nahay Trace Kenya.", "checked_by": by.pk if by else "",
        "checked_on": timezone.localdate().isoformat() if by else "", "is_active": "on" if by else "",
    }  # fmt: skip
    return usual | data


@pytest.fixture
def officer(signed_in):
    return signed_in(Role.ME_OFFICER)


def test_a_checked_text_goes_to_phones_and_the_record_says_which_wording_was_read(
    officer, signs, station, field_monitor
):
    client, user = officer
    consent.load_texts()
    client.post(ADD, typed(by=user))
    row = ConsentText.objects.get(language="so")
    client.post(
        url("edit", row), typed(by=user, version="1", text="Waxaan nahay Trace Kenya. Haa?")
    )
    phone = phone_of(field_monitor)
    said = {"answer": "yes", "language": "so", "text": 2, "interpreter": False}
    phone.send(phone.item("intercept", intercept(station, person(), consent=said)))

    told = phone.definition["consent"]
    assert [(one["language"], one["number"]) for one in told] == [("en", 1), ("sw", 1), ("so", 2)]
    assert told[2]["name"] == "Af-Soomaali"
    met = Intercept.objects.get().people.get()
    assert (met.consent_language, met.consent_wording) == ("so", 2)
    page = client.get(row.get_absolute_url()).content.decode()
    assert page.count("Waxaan nahay Trace Kenya.") >= 2
    assert [one.text for one in row.wordings.all()] == [
        "Waxaan nahay Trace Kenya. Haa?", "Waxaan nahay Trace Kenya.",
    ]  # fmt: skip
    kinds = AuditEvent.objects.filter(target_id=str(row.pk)).values_list("kind", flat=True)
    assert sorted(kinds) == ["changed", "created"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"is_active": "on"}, "checked_by"), ({"language": "Somali"}, "language"),
        ({"language": "S1"}, "language"), ({"language": "sw"}, "language"), ({"text": ""}, "text"),
        ({"text": "x" * 1501}, "text"), ({"name": ""}, "name"), ({"name": "a\x00b"}, "name"),
        ({"checked_on": "2026-01-01"}, "checked_by"), ({"checked_by": "none"}, "checked_by"),
        ({"checked_on": "2205-01-01"}, "checked_on"),
    ],
)  # fmt: skip
def test_a_bad_text_is_refused_at_its_field_and_kept_on_the_page(officer, data, field):
    client, _user = officer
    consent.load_texts()

    answer = client.post(ADD, typed(**data))

    assert list(answer.context["form"].errors) == [field]
    assert ConsentText.objects.count() == 2
    if "text" not in data:
        assert "Waxaan nahay" in answer.content.decode()


def test_a_new_wording_is_checked_again_and_two_editors_meet(officer):
    client, user = officer
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    consent.load_texts()
    row = ConsentText.objects.get(language="sw")
    same = {"language": "sw", "name": "Kiswahili", "text": row.text, "is_active": "on"}
    old = typed(user, checked_on=yesterday.isoformat(), version="1", **same | {"text": "Sisi ni."})

    refused = client.post(url("edit", row), old)
    unchecked = client.post(url("edit", row), typed(version="1", **same | {"text": "Sisi ni."}))
    client.post(url("edit", row), typed(user, version="1", **same | {"text": "Sisi ni."}))
    late = client.post(url("edit", row), typed(user, version="1", **same | {"text": "Mimi ni."}))

    assert list(refused.context["form"].errors) == ["checked_on"]
    assert list(unchecked.context["form"].errors) == ["checked_by"]
    assert late.status_code == 200
    assert "Mimi ni." in late.content.decode()
    row.refresh_from_db()
    assert (row.text, row.number, row.wordings.count()) == ("Sisi ni.", 2, 2)


def test_without_rows_phones_read_what_comes_with_the_application(field_monitor, signs):
    none = phone_of(field_monitor).definition["consent"]
    ConsentText.objects.create(language="so", name="Af-Soomaali", text="Waxaan.")
    one_waits = phone_of(field_monitor, label="Phone 2").definition["consent"]

    assert [(one["language"], one["number"]) for one in none] == [("en", 0), ("sw", 0)]
    assert one_waits == none
    assert none[1]["text"].startswith("Sisi ni Trace Kenya")


@pytest.mark.parametrize("number", ["2", 2.5, -1, 32_768, True, [2]])
def test_a_wording_that_is_no_number_waits_for_the_office(field_monitor, signs, station, number):
    phone = phone_of(field_monitor)
    said = {"answer": "yes", "language": "so", "text": number, "interpreter": False}

    answer = phone.send(phone.item("intercept", intercept(station, person(), consent=said)))

    assert (answer.status_code, answer.json()["reasons"]) == (422, ["refused_by_form"])
    assert FieldSubmission.objects.get().faults == ["consent.text"]


def test_others_read_the_texts_and_do_not_change_them(signed_in):
    consent.load_texts()
    row = ConsentText.objects.first()
    for role, answers in {
        Role.SAFEGUARDING_LEAD: [200, 200, 403, 403],
        Role.FIELD_MONITOR: [200, 200, 403, 403],
        Role.BOARD_MEMBER: [404, 404, 404, 404],
    }.items():
        client, _user = signed_in(role)
        pages = [LIST, url("detail", row), ADD, url("edit", row)]
        assert [client.get(page).status_code for page in pages] == answers


def test_the_list_asks_the_same_for_one_and_for_three(officer):
    client, user = officer
    asked = []
    for languages in (["so"], ["kam", "luo"]):
        for language in languages:
            ConsentText.objects.create(
                language=language, name=language, text="…", checked_by=UserFactory(),
                checked_on=timezone.localdate(), is_active=True,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            page = client.get(LIST, {"used": "yes", "sort": "-name"})
        asked.append(len(queries))

    assert page.status_code == 200
    assert asked[0] == asked[1] <= 8
