"""Photographs of phones: in parts that go on, each once, kept sealed, looked at with a row."""

import base64
import hashlib
import io
import json
import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connections
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cases.actions.erasure import erase_identity
from intercepts.actions import field_mending, field_phones, field_photos, photos
from intercepts.actions.screening import load_form
from intercepts.models import FieldSubmission, Intercept, InterceptPhoto, PhotoUpload
from intercepts.phone.opening import forms_for, opened
from intercepts.phone.parts import LARGEST_PART, part_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.field import intercept, kept_photo, person, phone_of
from tests.factories.work import InterceptedPersonFactory, StationFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role
from tracekenya.vault.errors import Erased
from tracekenya.vault.files import read_sealed

GPS, CAMERA = 0x8825, 0x010F
pytestmark = pytest.mark.usefixtures("kept_apart")


@pytest.fixture
def kept_apart(settings, tmp_path):
    """Keep the files of a test in a folder of its own."""
    storage = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": storage, "OPTIONS": {"location": str(tmp_path)}}
    }
    return tmp_path


def jpeg(seed: int = 1, side: int = 150) -> bytes:
    """Return a picture that says where and with what it was taken; noise, so that it takes room."""
    picture = Image.effect_noise((side, side), 60 + seed).convert("RGB")
    exif = Image.Exif()
    exif[CAMERA] = "Marker Camera"
    exif.get_ifd(GPS).update({1: "S", 2: (3.0, 56.0, 11.0), 3: "E", 4: (39.0, 44.0, 33.0)})
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=90, exif=exif)
    return file.getvalue()


def plain(width: int, height: int) -> bytes:
    """Return a picture of one colour: many points, few bytes."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(file, "JPEG")
    return file.getvalue()


def sent_in_parts(phone, said: dict, sealed: bytes, start: int = 0):
    """Send the photograph from `start` on; return the last answer."""
    for at in range(start, len(sealed), LARGEST_PART):
        answer = phone.send_part(said, sealed[at : at + LARGEST_PART], at)
    return answer


@pytest.fixture
def ready(practice):
    """Return the station, with the screening form."""
    load_form()
    return StationFactory(code="mtw")


@pytest.fixture
def phone(ready):
    return phone_of(UserFactory(role=Role.FIELD_MONITOR))


@pytest.fixture
def record(phone, ready):
    """Return the name of a record that was taken."""
    item = phone.item("intercept", intercept(ready))
    assert phone.send(item).status_code == 201
    return item["id"]


@pytest.fixture
def waiting(phone, ready):
    """Return the name of a record that waits to be mended."""
    item = phone.item("intercept", intercept(ready, person(sex="")))
    assert phone.send(item).status_code == 422
    return item["id"]


# --- Parts -------------------------------------------------------------------------------------------


def test_parts_in_order_make_one_picture_without_place_and_camera(phone, record):
    said, sealed = phone.sealed_photo(jpeg(side=450), record)
    assert len(sealed) > 2 * LARGEST_PART

    first = phone.send_part(said, sealed[:LARGEST_PART], 0)
    last = sent_in_parts(phone, said, sealed, LARGEST_PART)

    photo = InterceptPhoto.objects.get()
    content = read_sealed(folder=photos.FOLDER, label=photos.LABEL, row=photo.pk)
    told = Image.open(io.BytesIO(content))
    assert (first.status_code, first.json()["have"]) == (200, LARGEST_PART)
    assert (last.status_code, last.json()["ref"]) == (201, photo.intercept.code)
    assert (str(photo.pk), str(photo.intercept_id), photo.number) == (said["id"], record, 1)
    assert (told.format, told.size, dict(told.getexif())) == ("JPEG", (450, 450), {})
    assert b"Marker Camera" not in content
    assert (photo.size, photo.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (photo.phone, photo.recorded_by) == (phone.row, phone.row.monitor)
    assert PhotoUpload.objects.count() == 0
    assert bytes(FieldSubmission.objects.get(kind="photo").sealed) == b""


def test_after_a_cut_it_goes_on_from_what_the_office_has(phone, record):
    said, sealed = phone.sealed_photo(jpeg(side=450), record)
    asked_first = phone.send_part(said, b"", 0).json()["have"]
    phone.send_part(said, sealed[:LARGEST_PART], 0)

    again = phone.send_part(said, sealed[:LARGEST_PART], 0)
    too_far = phone.send_part(said, sealed[2 * LARGEST_PART :], 2 * LARGEST_PART)
    asked = phone.send_part(said, b"", 0)
    last = sent_in_parts(phone, said, sealed, asked.json()["have"])

    assert asked_first == 0
    answers = [(each.status_code, each.json()["have"]) for each in (again, too_far, asked)]
    assert answers == [(200, LARGEST_PART)] * 3
    assert last.status_code == 201


def test_the_same_again_is_one_and_other_content_is_refused(phone, record):
    said, sealed = phone.sealed_photo(jpeg(), record)
    other = said | {"sha256": "ab" * 32}
    phone.send_part(said, sealed[:1000], 0)
    meanwhile = phone.send_part(other, sealed[1000:], 1000)
    sent_in_parts(phone, said, sealed, 1000)

    again = phone.send_part(said, sealed, 0)
    later = phone.send_part(other, sealed, 0)
    of_record = phone.send_part(said | {"id": record}, sealed, 0)

    assert (again.status_code, again.json()["have"]) == (200, len(sealed))
    assert "received_at" in again.json()
    refused = [(each.status_code, each.json()["reasons"]) for each in (meanwhile, later, of_record)]
    assert refused == [(409, ["other_content"])] * 3
    assert InterceptPhoto.objects.count() == 1


def test_damaged_on_the_way_it_begins_anew(phone, record):
    said, sealed = phone.sealed_photo(jpeg(), record)
    phone.send_part(said, sealed[:1000], 0)

    damaged = phone.send_part(said, bytes(len(sealed) - 1000), 1000)

    assert (damaged.status_code, damaged.json()["have"]) == (400, 0)
    assert (PhotoUpload.objects.count(), FieldSubmission.objects.count()) == (0, 1)
    assert sent_in_parts(phone, said, sealed).status_code == 201


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"size": 200 * 1024 + 1}, 413), ({"size": 10}, 400), ({"size": "1000"}, 400),
        ({"id": "7"}, 400), ({"of": None}, 400), ({"kid": ""}, 400), ({"version": True}, 400),
        ({"sha256": "ab"}, 400), ({"kid": "k" * 900}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_and_nothing_kept(phone, record, change, status):
    said, sealed = phone.sealed_photo(jpeg(), record)

    assert phone.send_part(said | change, sealed[:100], 0).status_code == status
    assert PhotoUpload.objects.count() == 0


def test_a_call_that_is_no_part_is_refused(phone, record):
    said, sealed = phone.sealed_photo(jpeg(), record)

    beyond = phone.send_part(said, sealed[:100], len(sealed))
    before = phone.send_part(said, sealed[:100], -1)
    too_large = phone.send_part(said, bytes(LARGEST_PART + 1), 0)
    no_bytes = phone.send_part(said, sealed[:10], 0, content_type="application/json")
    no_head = phone.send_part(said, sealed[:10], 0, HTTP_FIELD_PHOTO="")

    answers = [each.status_code for each in (beyond, before, too_large, no_bytes, no_head)]
    assert answers == [400, 400, 413, 415, 400]


@pytest.mark.django_db(transaction=True)
def test_the_same_part_from_many_sides_is_one(phone, record):
    said, sealed = phone.sealed_photo(jpeg(side=100), record)
    part = part_of(json.dumps(said | {"from": 0}), sealed)
    start = threading.Barrier(6)

    def send(_number: int) -> int:
        start.wait()
        try:
            return field_photos.take(phone=phone.row, part=part).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(send, range(6))) == [200] * 5 + [201]
    assert InterceptPhoto.objects.count() == 1


# --- Limits ------------------------------------------------------------------------------------------


def test_a_record_has_three_photographs_at_most(phone, record):
    answers = [
        sent_in_parts(phone, *phone.sealed_photo(jpeg(seed, 60), record)) for seed in range(4)
    ]

    assert [each.status_code for each in answers] == [201, 201, 201, 409]
    assert answers[-1].json()["reasons"] == ["too_many"]
    numbers = InterceptPhoto.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]


def test_of_what_a_phone_begins_and_leaves_the_newest_few_are_kept(phone, ready):
    begun = []
    for seed in range(field_photos.MOST_UNFINISHED + 2):
        item = phone.item("intercept", intercept(ready))
        phone.send(item)
        said, sealed = phone.sealed_photo(jpeg(seed, 60), item["id"])
        phone.send_part(said, sealed[:100], 0)
        begun.append(said["id"])

    kept = {str(key) for key in PhotoUpload.objects.values_list("pk", flat=True)}
    assert kept == set(begun[2:])


def test_what_does_not_grow_for_thirty_days_is_forgotten(phone, record):
    said, sealed = phone.sealed_photo(jpeg(), record)
    phone.send_part(said, sealed[:100], 0)
    early = field_photos.sweep()

    late = field_photos.sweep(now=timezone.now() + PhotoUpload.KEPT * 1.01)

    assert (early, late) == (0, 1)
    assert phone.send_part(said, b"", 0).json()["have"] == 0


# --- What the office has to decide --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda phone, of: phone.sealed_photo(b"no picture at all" * 9, of), "no_picture"),
        (lambda phone, of: phone.sealed_photo(jpeg()[:400], of), "no_picture"),
        (lambda phone, of: phone.sealed_photo(plain(1300, 1300), of), "no_picture"),
        (lambda phone, of: phone.sealed_photo(jpeg(), of, kid="k-unknown"), "cannot_open"),
        (lambda phone, of: phone.sealed_photo(jpeg(), of, version=2), "cannot_open"),
        (lambda phone, of: phone.sealed_photo(jpeg(), of, inside=str(uuid.uuid4())), "cannot_open"),
    ],
)  # fmt: skip
def test_what_is_no_picture_of_ours_waits_sealed(phone, record, signed_in, made, reason):
    said, sealed = made(phone, record)

    answer = sent_in_parts(phone, said, sealed)

    row = FieldSubmission.objects.get(kind="photo")
    assert (answer.status_code, answer.json()["reasons"]) == (422, [reason])
    assert (row.state, row.reasons, bytes(row.sealed)) == ("quarantined", [reason], sealed)
    assert sent_in_parts(phone, said, sealed).status_code == 422
    client, _user = signed_in(Role.CASE_MANAGER)
    page = client.post(reverse("intercepts:submission_mend", args=[row.pk]), follow=True)
    words = field_photos.WORDS[reason]
    assert str(words) in page.content.decode()
    client.post(reverse("intercepts:submission_discard", args=[row.pk]), {"reason": "unreadable"})
    row.refresh_from_db()
    assert (row.state, bytes(row.sealed)) == ("discarded", b"")
    assert InterceptPhoto.objects.count() == 0


def test_a_photograph_joins_its_record_when_the_office_mends_it(phone, waiting, signed_in):
    said, sealed = phone.sealed_photo(jpeg(), waiting)
    answer = sent_in_parts(phone, said, sealed)
    client, manager = signed_in(Role.CASE_MANAGER)
    photo = FieldSubmission.objects.get(kind="photo")
    too_early = client.post(reverse("intercepts:submission_mend", args=[photo.pk]), follow=True)
    row = FieldSubmission.objects.get(kind="intercept")
    what = opened(row)
    forms = forms_for(row, what, by=manager)
    posted = forms.main.data | {"person0-sex": "female"}

    field_mending.take_mended(
        row=row, forms=forms_for(row, what, by=manager, posted=posted), what=what, by=manager
    )

    photo.refresh_from_db()
    assert (answer.status_code, answer.json()["reasons"]) == (422, ["record_waits"])
    assert "mend that first" in too_early.content.decode()
    assert (photo.state, bytes(photo.sealed)) == ("taken", b"")
    assert InterceptPhoto.objects.get().intercept == Intercept.objects.get()
    page = client.get(photo.get_absolute_url()).content.decode()
    assert Intercept.objects.get().get_absolute_url() in page


def test_with_a_discarded_record_go_its_photographs(phone, waiting, signed_in):
    sent_in_parts(phone, *phone.sealed_photo(jpeg(), waiting))
    _client, manager = signed_in(Role.CASE_MANAGER)
    row = FieldSubmission.objects.get(kind="intercept")

    field_mending.discard(row=row, reason="trial", by=manager)

    photo = FieldSubmission.objects.get(kind="photo")
    later = sent_in_parts(phone, *phone.sealed_photo(jpeg(), waiting))
    assert (photo.state, photo.discard_reason, bytes(photo.sealed)) == ("discarded", "trial", b"")
    assert (later.status_code, later.json()["reasons"]) == (409, ["record_discarded"])


def test_before_its_record_or_of_somebody_else_it_stays_on_the_phone(phone, record):
    other = phone_of(UserFactory(role=Role.FIELD_MONITOR), label="Phone 2")
    early = sent_in_parts(phone, *phone.sealed_photo(jpeg(), str(uuid.uuid4())))
    foreign = sent_in_parts(other, *other.sealed_photo(jpeg(), record))

    assert [each.status_code for each in (early, foreign)] == [404, 404]
    assert early.json()["error"] == "unknown_record"
    assert PhotoUpload.objects.count() == 0


def test_an_unknown_token_is_refused_and_a_revoked_phone_told_to_wipe(phone, record, signed_in):
    said, sealed = phone.sealed_photo(jpeg(), record)
    stranger = phone.send_part(said, sealed, 0, HTTP_AUTHORIZATION="Device nobody")
    field_phones.revoke(phone=phone.row, by=phone.row.monitor)
    late = sent_in_parts(phone, said, sealed)
    client, _user = signed_in(Role.CASE_MANAGER)
    row = FieldSubmission.objects.get(kind="photo")
    client.post(reverse("intercepts:submission_mend", args=[row.pk]))
    phone.row.refresh_from_db()
    phone.row.revoked_at -= timezone.timedelta(days=31)
    phone.row.save()
    too_late = phone.send_part(said, sealed, 0)

    assert stranger.status_code == 401
    assert (late.status_code, late.json()["wipe"]) == (422, True)
    assert late.json()["reasons"] == ["revoked_phone"]
    assert InterceptPhoto.objects.count() == 1  # the office wanted it
    assert (too_late.status_code, too_late.json()["wipe"]) == (401, True)


# --- The office ---------------------------------------------------------------------------------------


@pytest.fixture
def photo(record, phone):
    """Return a photograph as it came, of an intercept with one person on a case."""
    said, sealed = phone.sealed_photo(jpeg(), record)
    assert sent_in_parts(phone, said, sealed).status_code == 201
    met = Intercept.objects.get().people.get()
    met.case = CaseFactory(person=met.person)
    met.save()
    return InterceptPhoto.objects.get()


def url(name: str, row) -> str:
    return reverse(f"intercepts:{name}", args=[row.pk])


def test_a_look_shows_the_picture_and_leaves_its_row(photo, signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    page = client.get(photo.get_absolute_url()).content.decode()
    asked = client.get(url("photo_look", photo))
    before = AuditEvent.objects.count()

    answer = client.post(url("photo_look", photo))

    event = AuditEvent.objects.order_by("pk").last()
    assert "Photographs: 1" in page
    assert url("photo_look", photo) in page
    assert asked["Content-Type"].startswith("text/html")
    shown = re.search(r'src="data:image/jpeg;base64,([^"]+)"', answer.content.decode())[1]
    assert Image.open(io.BytesIO(base64.b64decode(shown))).size == (150, 150)
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.count() == before + 1
    assert (event.kind, event.by, event.target_id) == ("revealed", user.staff_code, str(photo.pk))
    assert event.case_id == photo.intercept.people.get().case_id


def test_no_row_no_look(photo, signed_in, request):
    client, _user = signed_in(Role.CASE_MANAGER)
    request.getfixturevalue("broken_trail")

    with pytest.raises(DatabaseError, match="broken"):
        client.post(url("photo_look", photo))


@pytest.mark.parametrize(
    ("role", "has_grant", "status"),
    [
        (Role.CASE_MANAGER, False, 200), (Role.CASE_WORKER, True, 200), (Role.CASE_WORKER, False, 404),
        (Role.PROGRAMME_MANAGER, True, 200), (Role.PROGRAMME_MANAGER, False, 403),
        (Role.ME_OFFICER, True, 403), (Role.FIELD_MONITOR, False, 403),
    ],
)  # fmt: skip
def test_who_may_know_the_people_may_look(photo, signed_in, role, has_grant, status):
    client, user = signed_in(role)
    if has_grant:
        photo.intercept.people.get().case.grants.create(user=user, reason="assigned")

    answer = client.post(url("photo_look", photo))
    page = client.get(photo.get_absolute_url())

    assert answer.status_code == status
    assert (url("photo_look", photo) in page.content.decode()) == (status == 200)


def test_the_monitor_who_took_it_does_not_see_it_again(photo, client):
    client.force_login(photo.recorded_by)

    page = client.get(photo.get_absolute_url())

    assert page.status_code == 200
    assert "Photographs" not in page.content.decode()
    assert client.post(url("photo_look", photo)).status_code == 403


def test_one_restricted_case_closes_the_photographs(photo, signed_in):
    """A ticket may name anybody who was met; the intercept itself stays open through the other person."""
    client, _user = signed_in(Role.CASE_MANAGER)
    other = InterceptedPersonFactory(
        intercept=photo.intercept, case=CaseFactory(is_restricted=True)
    )

    part = client.post(url("photo_look", photo)).status_code
    photo.intercept.people.exclude(pk=other.pk).update(case=other.case)
    whole = client.post(url("photo_look", photo)).status_code

    assert (part, whole) == (403, 404)


def test_a_removed_photograph_is_gone_and_says_why(photo, signed_in, kept_apart):
    client, user = signed_in(Role.CASE_MANAGER)
    form = {"reason": "shows_somebody", "version": photo.version}
    no_reason = client.post(url("photo_remove", photo), form | {"reason": ""})

    client.post(url("photo_remove", photo), form)

    page = client.get(photo.get_absolute_url()).content.decode()
    photo.refresh_from_db()
    assert no_reason.status_code == 200
    assert (photo.removed_by, photo.removed_reason) == (user, "shows_somebody")
    assert "It shows a person" in page
    assert "Photographs: 0" in page
    assert client.post(url("photo_look", photo)).status_code == 404
    assert client.post(url("photo_remove", photo), form).status_code == 404


def test_only_who_corrects_intercepts_removes(photo, signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)

    assert client.post(url("photo_remove", photo), {"reason": "No"}).status_code == 403


def test_who_is_erased_leaves_no_picture_that_opens(photo, signed_in):
    client, user = signed_in(Role.CASE_MANAGER)

    erase_identity(person=photo.intercept.people.get().person, by=user)

    with pytest.raises(Erased):
        photos.look(photo=photo, by=user)
    assert client.post(url("photo_look", photo)).status_code == 404


def test_nothing_of_the_picture_lies_open(photo, kept_apart):
    [file] = [each for each in kept_apart.rglob("*") if each.is_file()]

    assert b"JFIF" not in file.read_bytes()
    assert file.name == f"{photo.pk}.sealed"


def test_several_photographs_ask_the_database_no_more(photo, signed_in, django_assert_num_queries):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, _user = signed_in(Role.CASE_MANAGER)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(photo.get_absolute_url())
        asked.append(len(queries))
        kept_photo(photo.intercept, photo.phone)

    assert asked[0] == asked[1]


def test_what_is_on_its_way_goes_with_who_is_erased(photo, record, phone, signed_in):
    """The picture came half, another waits for the office: neither opens once nobody may be known."""
    _client, user = signed_in(Role.CASE_MANAGER)
    met = photo.intercept.people.get().person
    sent_in_parts(phone, *phone.sealed_photo(b"no picture at all" * 9, record))
    half, sealed = phone.sealed_photo(jpeg(seed=2), record)
    phone.send_part(half, sealed[:500], 0)

    erase_identity(person=met, by=None)
    late = sent_in_parts(phone, half, sealed)

    waited = FieldSubmission.objects.get(kind="photo", state="discarded")
    assert (waited.discard_reason, bytes(waited.sealed), waited.settled_by) == ("erased", b"", None)
    assert (late.status_code, late.json()["reasons"]) == (409, ["record_discarded"])
    assert (PhotoUpload.objects.count(), InterceptPhoto.objects.count()) == (0, 1)
    row = FieldSubmission(client_uuid=uuid.uuid4(), of=photo.intercept_id)
    belongs = field_photos.record_of(row)
    with pytest.raises(DomainError, match="erased"):
        field_photos.join_one(row=row, belongs=belongs)


def test_the_office_is_not_offered_the_reason_of_the_erasing(phone, waiting, signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    row = FieldSubmission.objects.get()

    answer = client.post(
        reverse("intercepts:submission_discard", args=[row.pk]), {"reason": "erased"}
    )

    row.refresh_from_db()
    assert answer.status_code == 200
    assert row.state == "quarantined"


def test_who_is_granted_one_person_does_not_look_at_what_may_name_another(photo, signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    photo.intercept.people.get().case.grants.create(user=user, reason="assigned")
    other = InterceptedPersonFactory(intercept=photo.intercept, case=None)

    without_case = client.post(url("photo_look", photo)).status_code
    other.case = CaseFactory(person=other.person)
    other.save()
    not_granted = client.post(url("photo_look", photo)).status_code
    other.case.grants.create(user=user, reason="assigned")
    both = client.post(url("photo_look", photo)).status_code

    assert (without_case, not_granted, both) == (403, 403, 200)


def test_nobody_removes_what_one_restricted_case_closes(photo, signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    InterceptedPersonFactory(intercept=photo.intercept, case=CaseFactory(is_restricted=True))

    page = client.get(photo.get_absolute_url()).content.decode()
    form = {"reason": "shows_somebody", "version": photo.version}
    answer = client.post(url("photo_remove", photo), form)

    photo.refresh_from_db()
    assert (answer.status_code, photo.removed_at) == (403, None)
    assert url("photo_remove", photo) not in page
