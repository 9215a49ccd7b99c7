"""A photograph on the phone: made small, sealed with its record, sent after it in parts that go on."""

import io
import json

from PIL import Image

from intercepts.actions import photos
from intercepts.models import Intercept
from intercepts.phone.parts import LARGEST_PART
from tests.browser import field_hands as hand
from tests.browser.axe import violations
from tests.browser.field_phone import ALL_KEPT, kept, wait_taken
from tracekenya.vault.files import read_sealed

CAMERA, GPS = 0x010F, 0x8825
LARGEST = 150 * 1024  # bytes of a picture


def jpeg(width: int = 2400, height: int = 1800) -> bytes:
    """Return a large picture as a camera makes it, with the place and the camera in it."""
    picture = Image.effect_noise((width // 16, height // 16), 70).resize((width, height))
    exif = Image.Exif()
    exif[CAMERA] = "Marker Camera"
    exif.get_ifd(GPS).update({1: "S", 2: (3.0, 56.0, 11.0), 3: "E", 4: (39.0, 44.0, 33.0)})
    file = io.BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()


def photograph(page, content: bytes, number: int = 1) -> None:
    """Choose a picture at the last control of step 4 and wait until it is shown."""
    file = {"name": "IMG_20261127.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("#photo").set_input_files(file)
    page.locator("#photos img").nth(number - 1).wait_for()


def to_outcome(page) -> None:
    """Go through path B as far as step 4."""
    hand.whole_intercept(page, names="Marker Ashazq", said="Marker Jumazq")
    page.locator("#back").click()
    page.locator("#narrative").wait_for()


def wait_photos(page, number: int, *, seconds: int = 60) -> list[bytes]:
    """Return the pictures once the office has so many."""
    for _ in range(seconds * 5):
        found = [each["jpeg"] for each in page.office.photos.values() if "jpeg" in each]
        if len(found) >= number:
            return found
        page.wait_for_timeout(200)
    raise AssertionError(f"{len(found)} of {number} photographs arrived")


def test_a_cut_at_half_costs_one_part_and_it_arrives_whole(ready):
    """Test 20 of the plan, and what lies on the phone meanwhile: nothing that can be read."""
    to_outcome(ready)
    photograph(ready, jpeg())
    assert violations(ready) == []
    shown = ready.locator("#photos img").get_attribute("src")
    ready.wait_for_timeout(600)
    draft = "".join(kept(ready, "drafts"))
    hand.go_on(ready)
    assert "Photographs" in ready.locator("main").inner_text()
    ready.office.cut(True)
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    everything = "".join(row for _store, row in ready.evaluate(ALL_KEPT))
    ready.goto("/field/#waiting")
    waits = ready.locator("#outbox .row").all_inner_texts()
    ready.office.hangs_at = LARGEST_PART
    ready.office.cut(False)
    ready.locator("#outbox b", has_text="Sending 64 of").wait_for()
    found = violations(ready)
    ready.office.cut(True)
    ready.locator("#strip.offline").wait_for()
    ready.locator("#outbox b", has_text="Saved on this phone").wait_for()
    before = list(ready.office.parts)
    ready.office.cut(False)
    ready.locator("#send").click()
    [picture] = wait_photos(ready, 1)
    ready.locator("#receipts .received", has_text="Photograph").wait_for()

    piece = shown[200:260]
    assert piece not in draft + everything
    assert "JFIF" not in draft + everything
    assert [row.split("\n")[0] for row in waits] == ["Saved on this phone"] * 2
    assert "It goes after its record." in waits[1]
    made = Image.open(io.BytesIO(picture))
    assert (made.format, max(made.size), dict(made.getexif())) == ("JPEG", 1280, {})
    assert len(picture) <= LARGEST
    assert b"Marker Camera" not in picture
    size = len(picture) + 110
    assert (before, found) == ([(0, LARGEST_PART)], [])  # the second never came
    after = ready.office.parts[len(before) :]
    assert after[0] == (0, 0)  # what the office has, asked without a byte
    half = LARGEST_PART // 2  # what the line did not carry in time
    assert [start for start, _length in after[1:]] == [*range(LARGEST_PART, size, half)]
    assert kept(ready, "photos") == kept(ready, "sealed") == kept(ready, "outbox") == []
    assert ready.locator("#day").inner_text() == "1 today, 1 received"
    assert ready.problems == []


def test_three_at_most_one_can_be_removed_and_what_is_no_picture_is_named(ready):
    to_outcome(ready)
    text = {"name": "list.jpg", "mimeType": "image/jpeg", "buffer": b"no picture at all"}
    ready.locator("#photo").set_input_files(text)
    ready.locator("#photos-error").wait_for()
    refused = ready.locator("#photos-error").inner_text()
    told = ready.locator("#photo").get_attribute("aria-describedby")
    found = violations(ready)
    for number in (1, 2, 3):
        photograph(ready, jpeg(400 + number, 300), number)
    full = ready.locator("#photo").count()
    ready.locator("#drop-photo-2").click()

    assert refused == "This is no picture that the phone can open."
    assert (told, found) == ("photos-error", [])
    assert ready.locator("#photos-error").count() == 0
    assert (full, ready.locator("#photo").count()) == (0, 1)
    assert ready.locator("#photos img").count() == 2
    assert ready.locator("#photos").inner_text().count("Never of a person.") == 1
    assert ready.problems == []


SLOWLY = """() => { const real = createImageBitmap;
  window.createImageBitmap = async (file) => { await new Promise((done) => { globalThis.drawNow = done; }); return real(file); }; }"""
FULL = """() => { const real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...all) {
    if (this.name === "drafts" && all[0].cipher.byteLength > 50000) throw new DOMException("full", "QuotaExceededError");
    return real.apply(this, all); }; }"""


def choose(page, content: bytes) -> None:
    """Choose a picture while the phone is slow, and wait until it says that it works on it."""
    file = {"name": "IMG_20261127.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.evaluate(SLOWLY)
    page.locator("#photo").set_input_files(file)
    page.locator(".note", has_text="The picture is being made small.").wait_for()


def test_a_slow_phone_saves_a_picture_with_the_record_that_was_quicker(ready):
    to_outcome(ready)
    choose(ready, jpeg(500, 300))
    found = violations(ready)
    hand.go_on(ready)
    told = ready.locator(".note").inner_text()
    ready.locator("#save").click()
    ready.locator("#save").click()
    ready.wait_for_timeout(500)
    early = kept(ready, "outbox")
    ready.evaluate("globalThis.drawNow()")
    ready.locator("#undo").wait_for()
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)

    assert (told, early, found) == ("The picture is being made small.", [], [])
    assert len(wait_photos(ready, 1)) == 1
    assert ready.problems == []


def test_who_goes_back_while_a_picture_is_made_small_saves_what_stands_there_in_the_end(ready):
    to_outcome(ready)
    choose(ready, jpeg(500, 300))
    hand.go_on(ready)
    ready.locator("#save").click()
    ready.locator("#back").click()
    ready.locator("#narrative").fill("Said in the end")
    ready.evaluate("globalThis.drawNow()")
    ready.locator("#photos img").wait_for()
    ready.wait_for_timeout(500)
    early = kept(ready, "outbox")
    hand.go_on(ready)
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)

    [record] = ready.office.taken.values()
    assert early == []
    assert "Said in the end" in json.dumps(record)
    assert len(wait_photos(ready, 1)) == 1
    assert ready.problems == []


def test_a_picture_finds_its_record_while_another_is_on_the_screen(ready):
    to_outcome(ready)
    choose(ready, jpeg(500, 300))
    ready.evaluate("location.hash = 'check_in'")
    ready.locator("#photos").wait_for(state="detached")
    ready.evaluate("globalThis.drawNow()")
    ready.wait_for_timeout(600)
    ready.locator("nav a").first.click()
    ready.locator("dt", has_text="Photographs").wait_for()

    assert ready.locator(".note").count() == 0
    assert ready.problems == []


def test_no_picture_is_told_before_the_record_is_saved_without_it(ready):
    to_outcome(ready)
    choose(ready, b"no picture at all")
    hand.go_on(ready)
    ready.locator("#save").click()
    ready.evaluate("globalThis.drawNow()")
    ready.locator("#errors").wait_for()
    told = ready.locator("#errors li").inner_text()
    before = kept(ready, "outbox")
    hand.save(ready)

    assert told == "This is no picture that the phone can open."
    assert (before, len(kept(ready, "outbox"))) == ([], 1)


def test_on_a_full_phone_the_text_is_kept_without_its_pictures(ready):
    to_outcome(ready)
    ready.wait_for_timeout(400)
    ready.evaluate(FULL)
    file = {"name": "IMG_20261127.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    ready.locator("#photo").set_input_files(file)
    ready.locator("h1", has_text="This phone is full").wait_for()
    found = violations(ready)
    ready.locator("#leave-photos").click()
    ready.locator("#narrative").wait_for()
    pictures, said = ready.locator("#photos img").count(), ready.locator("#narrative").input_value()
    hand.go_on(ready)
    hand.save(ready)

    assert (pictures, said, found) == (0, "Marker Jumazq", [])
    assert len(kept(ready, "outbox")) == 1


def test_undo_takes_pictures_back_with_their_record_and_they_are_sent_once(ready):
    to_outcome(ready)
    photograph(ready, jpeg(500, 300))
    hand.go_on(ready)
    hand.save(ready)
    sealed = [len(kept(ready, store)) for store in ("outbox", "photos", "sealed")]
    ready.locator("#undo").click()
    ready.locator("dl").first.wait_for()
    back = [len(kept(ready, store)) for store in ("outbox", "photos", "sealed")]
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    wait_taken(ready, 1)
    [picture] = wait_photos(ready, 1)

    assert (sealed, back) == ([1, 1, 1], [0, 0, 0])
    assert Image.open(io.BytesIO(picture)).size == (500, 300)
    assert ready.problems == []


def test_a_picture_goes_with_a_record_that_is_deleted_and_never_before_it(ready):
    to_outcome(ready)
    photograph(ready, jpeg(500, 300))
    hand.go_on(ready)
    ready.office.busy = 9
    hand.save(ready)
    hand.out_of_time_to_undo(ready)
    ready.wait_for_timeout(1500)
    ready.goto("/field/#waiting")
    for _ in range(2):
        ready.locator("#outbox .row button").first.click()
    ready.locator("#outbox").wait_for(state="detached")

    assert ready.office.parts == []
    assert kept(ready, "photos") == kept(ready, "sealed") == []


def test_a_picture_arrives_at_the_real_office(stage, settings, tmp_path):
    storage = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": storage, "OPTIONS": {"location": str(tmp_path)}}
    }

    to_outcome(stage)
    photograph(stage, jpeg())
    hand.go_on(stage)
    hand.save(stage)
    hand.out_of_time_to_undo(stage)
    stage.goto("/field/#waiting")
    stage.locator("#receipts .received", has_text="Photograph").wait_for()

    [photo] = Intercept.objects.get().photos.all()
    content = read_sealed(folder=photos.FOLDER, label=photos.LABEL, row=photo.pk)
    assert max(Image.open(io.BytesIO(content)).size) == 1280
    assert b"Marker Camera" not in content
