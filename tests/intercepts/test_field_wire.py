"""What a phone calls: enrolling, the definition, heartbeats and records; nothing comes twice."""

import base64
import datetime as dt
import json
import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Person
from intercepts.actions import field_phones
from intercepts.models import (
    FieldPhone,
    FieldSubmission,
    Intercept,
    InterceptedPerson,
    JourneyTally,
)
from intercepts.phone import sealing
from tests.factories.field import intercept, person, phone_of, tally
from tests.factories.work import HotlineFactory
from tracekenya.audit.models import AuditEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("practice")]
JSON = "application/json"


@pytest.fixture
def phone(signs, field_monitor):
    return phone_of(field_monitor)


def states():
    return list(FieldSubmission.objects.order_by("received_at").values_list("state", flat=True))


# --- Enrolling ---------------------------------------------------------------------------------------


def test_a_code_enrols_one_phone_once(client, field_monitor):
    row = field_phones.add(by=field_monitor, label="Phone 7", monitor=field_monitor)
    code = field_phones.make_code(phone=row, by=field_monitor)
    sent = json.dumps({"code": f" {code.lower().replace('-', ' ')} "})

    first = client.post("/field/v1/enrol", sent, content_type=JSON)
    second = client.post("/field/v1/enrol", sent, content_type=JSON)

    assert (first.status_code, second.status_code) == (201, 404)
    told = first.json()
    assert (told["phone"], told["monitor"]) == ("Phone 7", field_monitor.staff_code)
    row.refresh_from_db()
    assert told["token"] not in (row.token_hash, "")
    assert len(row.token_hash) == 64


def test_a_code_ends_after_half_an_hour_and_with_the_next(client, field_monitor):
    row = field_phones.add(by=field_monitor, label="Phone 7", monitor=field_monitor)
    first = field_phones.make_code(phone=row, by=field_monitor)
    second = field_phones.make_code(phone=row, by=field_monitor)
    row.codes.update(
        made_at=timezone.now() - dt.timedelta(hours=1), ends_at=timezone.now() - dt.timedelta(minutes=1)
    )  # fmt: skip

    answers = [
        client.post("/field/v1/enrol", json.dumps({"code": code}), content_type=JSON).status_code
        for code in (first, second)
    ]

    assert answers == [404, 404]


# --- The definition and heartbeats -------------------------------------------------------------------


def test_the_definition_says_what_to_work_with(phone, station):
    told = phone.client.get("/field/v1/definition", **phone.header).json()

    assert told["stations"] == [{"id": str(station.pk), "name": station.name}]
    assert told["form"]["number"] == 1
    assert len(base64.b64decode(told["key"]["public"])) == 65
    assert [row["for"] for row in told["outcomes"] if row["code"] == "refused_help"] == ["adult"]
    again = phone.client.get(
        "/field/v1/definition", HTTP_IF_NONE_MATCH=f'"{told["version"]}"', **phone.header
    )
    assert again.status_code == 304


def test_a_heartbeat_is_kept_and_tells_the_version(phone):
    said = {"waiting": 3, "oldest": "2026-01-04T08:00:00Z", "free_bytes": 10**9, "persisted": False}

    answer = phone.post("heartbeat", said)

    assert answer.status_code == 200
    assert answer.json()["wipe"] is False
    row = FieldPhone.objects.get()
    assert (row.waiting, row.free_bytes, row.is_persisted, row.missing) == (3, 10**9, False, 0)


def test_records_that_left_the_queue_without_receipt_are_missed(phone, station):
    phone.post("heartbeat", {"waiting": 3})
    phone.send(phone.item("tally", tally(station)))
    phone.post("heartbeat", {"waiting": 0})

    assert FieldPhone.objects.get().missing == 2


def test_ping_says_nothing_to_anybody(client):
    answer = client.get("/field/ping")

    assert (answer.status_code, answer.content) == (204, b"")
    head = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    of_gunicorn = "Server: gunicorn\r\nDate: Thu, 26 Nov 2026 11:00:00 GMT\r\nConnection: close\r\n"
    assert len(f"HTTP/1.1 204 No Content\r\n{of_gunicorn}{head}\r\n") <= 200


def test_ping_tells_a_phone_that_was_revoked_and_nothing_to_one_in_use(phone, case_manager):
    def ping():
        return phone.client.get("/field/ping", **phone.header)

    in_use = ping()
    field_phones.revoke(phone=phone.row, by=case_manager)
    revoked = ping()
    strange = phone.client.get("/field/ping", HTTP_AUTHORIZATION="Device nobody")

    assert (in_use.status_code, in_use.content, len(in_use.headers)) == (204, b"", 1)
    assert (revoked.status_code, revoked.json()["wipe"]) == (401, True)
    assert (strange.status_code, strange.json()["wipe"]) == (401, False)


def test_hotlines_speak_two_languages_and_say_when_they_were_tried(phone):
    HotlineFactory(number="1", purpose="Help", purpose_sw="Msaada", verified_on=dt.date(2025, 1, 2))
    HotlineFactory(number="2", purpose="Police", verified_on=dt.date(2026, 1, 2))
    HotlineFactory(number="3", purpose="Never tried")

    said = phone.client.get("/field/v1/definition", **phone.header).json()["hotlines"]

    assert said == [
        {"number": "1", "text": {"en": "Help", "sw": "Msaada"}, "checked": "2025-01-02"},
        {"number": "2", "text": {"en": "Police", "sw": "Police"}, "checked": "2026-01-02"},
    ]


# --- Records -----------------------------------------------------------------------------------------


def test_a_tally_is_taken_once(phone, station, field_monitor):
    item = phone.item(
        "tally", tally(station, girls=1, guardian="yes", destination=f"county:{station.county_id}")
    )

    first, second = phone.send(item, HTTP_IDEMPOTENCY_KEY=item["id"]), phone.send(item)

    assert (first.status_code, second.status_code) == (201, 200)
    # no code of its own: what the monitor reads on the phone stands in "my last 50" and in the office too
    assert [each.json()["ref"] for each in (first, second)] == [item["id"][:8].upper()] * 2
    row = JourneyTally.objects.get()
    assert (str(row.pk), row.women, row.girls, row.recorded_by) == (item["id"], 2, 1, field_monitor)
    kept = FieldSubmission.objects.get()
    assert (kept.state, bytes(kept.sealed), kept.made) == ("taken", b"", row.pk)
    assert first.json()["received_at"] == second.json()["received_at"]


def test_a_tally_without_vehicle_or_goal_is_taken(phone, station):
    said = tally(station)
    del said["transport_mode"]

    answer = phone.send(phone.item("tally", said))

    assert (answer.status_code, answer.json()["reasons"]) == (201, [])
    assert JourneyTally.objects.get().transport_mode == "unknown"


def test_the_plate_is_kept_in_one_way_and_the_usual_nationality_comes_first(phone, station):
    people = [person(nationality="ug", names="") for _ in range(2)]
    phone.send(phone.item("intercept", intercept(station, *people, vehicle_plate=" kba 123-x ")))

    told = phone.client.get("/field/v1/definition", **phone.header).json()["nationalities"]

    row = Intercept.objects.get()
    assert row.vehicle_plate == "KBA123X"
    assert [one.person.nationality for one in row.people.all()] == ["UG", "UG"]
    assert [one["code"] for one in told[:3]] == ["UG", "KE", "TZ"]
    assert told[-1] == {"code": "", "text": {"en": "Not known", "sw": "Haijulikani"}}


def test_what_nobody_looked_for_is_counted_for_each_person(phone, station, signs):
    """Two on the phone's list are asked of children only; a section looked at leaves nothing open."""
    both = [person(signs=["c_debt"]), person(age_band="0_12", signs=[], outcome="handed_police")]
    said = intercept(station, *both, signs=["v_doesnt_know_dest"], looked_for=["control"])

    phone.send(phone.item("intercept", said))

    asked = list(signs.questions.filter(is_on_phone=True).exclude(section="control"))
    of_adult = [one for one in asked if not one.is_child_only]
    adult, child = Intercept.objects.get().people.order_by("recorded_at")
    assert (adult.unanswered, child.unanswered) == (len(of_adult) - 1, len(asked) - 1)
    assert adult.unanswered < child.unanswered


def test_an_intercept_is_taken_with_everybody_in_it(phone, station, field_monitor):
    child = person(
        age_band="13_15", outcome="handed_children_officer", guardian="no", names="",
        child_view="Anataka kurudi nyumbani.", intercept_type="runaway_child",
        signs=["v_minor_alone"],
    )  # fmt: skip
    item = phone.item("intercept", intercept(station, person(), child, origin="country:UG"))

    answer = phone.send(item)

    assert (answer.status_code, answer.json()["reasons"]) == (201, [])
    row = Intercept.objects.get()
    assert (answer.json()["ref"], row.monitor) == (row.code, field_monitor)
    assert (row.narrative, row.destination_country) == ("Maneno ya mfano.", "SA")
    assert (row.origin_county, row.origin_country) == (None, "UG")
    adult, young = row.people.order_by("recorded_at")
    assert (adult.person.names, adult.person.phone) == ("Mfano wa Jina", "0700 000 000")
    assert (adult.proposed_band, adult.band_on_phone) == ("evidence_of_trafficking",) * 2
    assert (adult.consent, adult.consent_language, adult.talked_apart) == ("yes", "sw", "yes")
    assert (young.is_child, young.guardian_check) == (True, "no")
    assert (young.consent, young.consent_wording, young.consent_language) == ("", None, "sw")
    assert young.child_view == "Anataka kurudi nyumbani."
    assert sorted(young.signs.values_list("code", flat=True)) == [
        "v_doesnt_know_dest", "v_minor_alone",
    ]  # fmt: skip
    assert AuditEvent.objects.filter(kind="created", target_id=str(row.pk)).count() == 1


def test_each_adult_of_an_event_answers_alone(phone, station):
    agrees, refuses = person(consent="yes"), person(consent="no", names="", phone="")
    said = {"language": "sw", "text": 0, "interpreter": True}

    answer = phone.send(phone.item("intercept", intercept(station, agrees, refuses, consent=said)))

    met = Intercept.objects.get().people.order_by("recorded_at")
    assert answer.status_code == 201
    assert [row.consent for row in met] == ["yes", "no"]
    assert [(row.consent_language, row.had_interpreter) for row in met] == [("sw", True)] * 2


def test_a_batch_answers_for_each(phone, station):
    good, bad = (
        phone.item("tally", tally(station)),
        phone.item("tally", tally(station, women="many")),
    )

    answer = phone.send(good, bad, {"id": "x"}, good)

    assert answer.status_code == 207
    assert [one["status"] for one in answer.json()["results"]] == [201, 422, 400, 200]
    assert (JourneyTally.objects.count(), states()) == (1, ["taken", "quarantined"])
    assert FieldSubmission.objects.get(state="quarantined").faults == ["event.women"]


def test_the_same_id_with_other_content_is_kept_beside(phone, station):
    key = uuid.uuid4()
    phone.send(phone.item("tally", tally(station), key=key))
    other = phone.item("tally", tally(station, women=9), key=key)

    answers = [phone.send(other).status_code for _ in range(2)]

    assert answers == [409, 409]
    assert (JourneyTally.objects.get().women, states()) == (2, ["taken", "conflict"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kid": "k-other"}, "cannot_open"),
        ({"kind": "visit"}, "cannot_open"),
        ({"version": 2}, "cannot_open"),
    ],
)
def test_what_was_sealed_for_something_else_does_not_open(phone, station, change, reason):
    answer = phone.send({**phone.item("tally", tally(station)), **change})

    assert (answer.status_code, answer.json()["reasons"]) == (422, [reason])
    assert states() == ["quarantined"]


@pytest.mark.parametrize(
    ("kind", "version", "raw", "reason"),
    [
        ("parcel", 1, b"{}", "unknown_kind"),
        ("tally", 9, b"{}", "unknown_version"),
        ("tally", 1, b"nonsense", "not_json"),
        ("tally", 1, b"[]", "not_json"),
        ("tally", 1, b'{"women": NaN}', "not_json"),
        ("tally", 1, b"[" * 50_000, "not_json"),
        ("tally", 1, b'{"women": {"a": 1}}', "refused_by_form"),
        ("tally", 1, b'{"station": "\\u0000"}', "refused_by_form"),
        ("tally", 1, b'{"station": "\\ud800"}', "refused_by_form"),
        ("tally", 1, b'{"unheard": 1}', "refused_by_form"),
        ("intercept", 1, b'{"persons": []}', "refused_by_form"),
        ("intercept", 1, b'{"persons": [{}]}', "refused_by_form"),
        ("intercept", 1, b'{"form": 77, "persons": [{"id": "x"}]}', "refused_by_form"),
        ("tally", 1, b'{"women": 1' + b"0" * 4000 + b"}", "refused_by_form"),
    ],
)
def test_what_no_form_takes_is_kept_with_its_reason(phone, kind, version, raw, reason):
    answer = phone.send(phone.item(kind, None, raw=raw, version=version))

    assert (answer.status_code, answer.json()["reasons"]) == (422, [reason])
    assert states() == ["quarantined"]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"}, {"id": None}, {"kind": ""}, {"kind": "a" * 99}, {"kind": "a\0b"}, {"version": True},
        {"version": 0}, {"version": "1"}, {"kid": 7}, {"sealed": "%"}, {"sealed": "AAAA"},
        {"sealed": None}, {"sha256": "0" * 64}, {"tz": "x" * 99},
    ],
)  # fmt: skip
def test_an_item_that_cannot_be_read_is_refused_and_not_kept(phone, station, change):
    answer = phone.send({**phone.item("tally", tally(station)), **change})

    assert answer.status_code == 400
    assert set(answer.json()) == {"error", "message", "server_time"}
    assert states() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b'"x"', b"{", b"[" * 100_000, b'{"items": []}', b'{"items": 5}',
     b'{"items": [' + b"1," * 20 + b"1]}", b"\x00", b'{"a": NaN}', b"9" * 5000],
)  # fmt: skip
@pytest.mark.parametrize("name", ["submissions", "heartbeat", "enrol"])
def test_no_body_is_an_error_of_ours(phone, name, body):
    assert phone.post(name, body).status_code in (200, 400, 404, 415)
    assert states() == []


def test_a_body_beyond_measure_is_refused(phone):
    assert phone.post("submissions", b" " * 2_000_000).status_code == 413


# --- Who may call ------------------------------------------------------------------------------------

UNSAFE = ["enrol", "heartbeat", "submissions"]


def test_a_cookie_without_token_opens_nothing(signed_in, phone, station, field_monitor):
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.force_login(field_monitor)
    body = json.dumps(phone.item("tally", tally(station)))

    answers = [
        strict.post(f"/field/v1/{name}", body, content_type=JSON).status_code for name in UNSAFE
    ]

    assert answers == [400, 401, 401]  # the first one asks for a code, which no cookie holds
    assert strict.get("/field/v1/definition").status_code == 401
    assert states() == []


@pytest.mark.parametrize("header", ["", "Device", "Device x", "Bearer x", "Device " + "x" * 5000])
def test_a_token_that_is_none_is_refused(phone, header):
    answer = phone.client.get("/field/v1/definition", HTTP_AUTHORIZATION=header)

    assert (answer.status_code, answer.json()["error"]) == (401, "unknown_token")


def test_too_many_calls_wait(phone, settings, broker_url):
    settings.STRANGE_PHONES_OF_NETWORK = 1
    settings.REQUESTS_OF_PHONE = 2

    own = [phone.post("heartbeat", {"waiting": 0}) for _ in range(3)][-1]
    strange = [
        phone.client.get("/field/v1/definition", HTTP_AUTHORIZATION="Device x") for _ in range(2)
    ][-1]

    assert [own.status_code, strange.status_code] == [429, 429]
    assert all(1 <= int(answer.headers["Retry-After"]) <= 60 for answer in (own, strange))


def test_a_revoked_phone_is_told_to_wipe_and_its_records_wait(phone, station, case_manager):
    field_phones.revoke(phone=phone.row, by=case_manager)

    heartbeat = phone.post("heartbeat", {"waiting": 1})
    record = phone.send(phone.item("tally", tally(station)))

    assert (heartbeat.status_code, heartbeat.json()["wipe"]) == (401, True)
    assert (record.status_code, record.json()["wipe"]) == (422, True)
    assert (record.json()["reasons"], states()) == (["revoked_phone"], ["quarantined"])
    FieldPhone.objects.update(revoked_at=timezone.now() - dt.timedelta(days=31))
    assert phone.send(phone.item("tally", tally(station))).status_code == 401


def test_a_token_slides_and_ends(phone):
    FieldPhone.objects.update(expires_at=timezone.now() + dt.timedelta(days=1))

    phone.post("heartbeat", {"waiting": 0})

    left = FieldPhone.objects.get().expires_at - timezone.now()
    assert left > dt.timedelta(days=89)
    FieldPhone.objects.update(
        enrolled_at=timezone.now() - dt.timedelta(days=99), expires_at=timezone.now()
    )
    assert phone.post("heartbeat", {"waiting": 0}).status_code == 401


def test_an_older_screening_form_is_taken_and_said(phone, station):
    from intercepts.models import ScreeningForm  # noqa: PLC0415

    ScreeningForm.objects.update(is_current=False)
    for number in range(2, 7):
        ScreeningForm.objects.create(number=number, is_current=number == 5)

    old = phone.send(phone.item("intercept", intercept(station)))
    ScreeningForm.objects.update(is_current=False)
    ScreeningForm.objects.filter(number=6).update(is_current=True)
    older = phone.send(phone.item("intercept", intercept(station)))

    assert (old.status_code, old.json()["reasons"]) == (201, ["older_form"])
    assert (older.status_code, older.json()["reasons"]) == (422, ["unknown_version"])
    assert InterceptedPerson.objects.get().form.number == 1


def test_no_names_where_others_could_hear(phone, station):
    heard = phone.send(phone.item("intercept", intercept(station, apart="no")))
    refused = phone.send(phone.item("intercept", intercept(station, consent={"answer": "no"})))

    assert (heard.status_code, refused.status_code) == (422, 422)
    faults = set(FieldSubmission.objects.values_list("faults", flat=True)[0])
    assert faults == {"persons.0.names"}
    assert Person.objects.count() == 0


def test_the_worked_example_opens():
    """The scripts of the shell are tried against the same file."""
    said = json.loads((Path(__file__).parent / "field_vector.json").read_text())
    envelope = sealing.Envelope(uuid.UUID(said["id"]), said["kind"], said["version"], said["kid"])
    key = sealing.secret_key(said["office_secret_hex"])

    opened = sealing.unseal(base64.b64decode(said["sealed"]), envelope, key)

    assert opened.decode() == said["payload"]
    assert base64.b64encode(sealing.point_of(key)).decode() == said["office_public"]
