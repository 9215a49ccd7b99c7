"""What somebody finds who takes the phone and reads its files: after saving, none of the words typed on it."""

import base64
import random
import shutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import field_hands as hand
from tests.browser.conftest import ARGUMENTS
from tests.browser.field_office import Office
from tests.browser.field_phone import wait_taken
from tests.browser.test_field_photos import jpeg, photograph

pytestmark = pytest.mark.deep
RECORDS, WORDS = 5, 40
LETTERS, SHIFTS = 14, 3
PIECE = 24  # bytes of a picture
SEALING_LEFT_OUT = (
    "const bytes = new Uint8Array([1, ...point, ...iv, ...cipher]);",
    "const bytes = plain;",
)
DRAFTING_LEFT_OUT = (
    'cipher: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, draftKey, plain)',
    "cipher: plain",
)


def markers() -> list[str]:
    """Return words that stand nowhere else and have no part in common that a packer could join."""
    chance = random.Random(18)
    return ["".join(chance.choices(string.ascii_lowercase, k=LETTERS)) for _ in range(WORDS)]


def written_as(word: str | bytes) -> Iterator[bytes]:
    """Yield how it may lie on a disk: of one byte or two a letter, or inside base64 of either."""
    is_word = isinstance(word, str)
    for plain in (word.encode(), word.encode("utf-16-le")) if is_word else (word,):
        yield plain
        for shift in range(SHIFTS):
            packed = base64.b64encode(b"\0" * shift + plain)
            yield packed[4 if shift else 0 : -4]  # without what its neighbours change


def found_in(folder: Path, words: list[str | bytes]) -> tuple[dict[str | bytes, str], int]:
    """Return each word found with a file in which it lies, and how many bytes were read."""
    found, read = {}, 0
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        read += len(content)
        for word in words:
            if word not in found and any(each in content for each in written_as(word)):
                found[word] = str(path.relative_to(folder))
    return found, read


def fill(page, words: list[str]) -> bytes:
    """Type a word of its own into all that can be typed of an event with an adult and a child.

    Returns: a piece of the picture that was taken.
    """
    left = iter(words)
    hand.to_signs(page)
    hand.tap(page, "Somebody controls the person", group="signs")
    page.locator("#sign-c_passport_held").check()
    hand.go_on(page)
    page.locator("#add-person").click()
    for at, age in ((1, "18 to 24"), (2, "13 to 15")):
        hand.tap(page, age, group=f"age-{at}")
        hand.tap(page, "Female", group=f"sex-{at}")
        page.locator(f"#names-{at}").fill(next(left))
        page.locator(f"#phone-{at}").fill(next(left))
        hand.tap(page, "Yes", group=f"safe-{at}")
    hand.go_on(page)
    hand.tap(page, "Kiswahili", group="language")
    hand.tap(page, "Says yes", group="answer-1")
    page.locator("#view-2").fill(f"{next(left)} {next(left)}")
    hand.go_on(page)
    hand.tap(page, "Stopped travel on advice", group="outcome-1")
    hand.tap(page, "children officer", group="outcome-2")
    page.locator("#narrative").fill(" ".join(left))
    photograph(page, jpeg(640, 480))
    picture = base64.b64decode(page.locator("#photos img").get_attribute("src").partition(",")[2])
    hand.go_on(page)
    page.locator("dl").first.wait_for()
    middle = len(picture) // 2
    return picture[middle : middle + PIECE]


def leave_out(context, wanted: str, instead: str) -> list[str]:
    """Serve the scripts with one line changed; return the addresses in which it was."""
    changed = []

    def answer(route) -> None:
        got = route.fetch()
        text = got.text()
        if wanted in text:
            changed.append(route.request.url)
        route.fulfill(response=got, body=text.replace(wanted, instead))

    context.route("**/*.js", answer)
    return changed


@pytest.fixture
def pocket(chromium, live_server, transactional_db, practice, tmp_path):
    """Return a function that opens the phone whose files lie in `tmp_path`."""
    opened = []

    def open_phone():
        context = chromium.browser_type.launch_persistent_context(
            user_data_dir=tmp_path, args=ARGUMENTS, locale="en-GB", base_url=live_server.url,
            executable_path=shutil.which("chromium"), viewport={"width": 360, "height": 640},
        )  # fmt: skip
        opened.append(context)
        context.set_default_timeout(60_000)
        context.clock.install()
        context.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
        page = context.pages[0]
        page.office = Office(context)
        return context, page

    yield open_phone
    for context in opened:
        context.close()


def test_no_typed_word_lies_in_any_file_of_the_browser(pocket, tmp_path):
    """Test 18: three records were received, one waits sealed, one more waited when the browser was closed."""
    words = markers()
    context, page = pocket()
    hand.enrol(page)
    of_one, pieces = WORDS // RECORDS, []
    for number in range(RECORDS):
        page.office.is_dead = number >= RECORDS - 2
        pieces.append(fill(page, words[number * of_one : (number + 1) * of_one]))
        page.evaluate("dispatchEvent(new Event('pagehide'))")  # the draft is written down too
        page.reload()
        hand.open_again(page)
        page.locator("dl").first.wait_for()
        hand.save(page)
        if number < RECORDS - 1:
            hand.out_of_time_to_undo(page)
            page.locator("#another").click()
    wait_taken(page, RECORDS - 2)
    typed = [word for record in page.office.taken.values() for word in words if word in str(record)]
    context.close()

    found, read = found_in(tmp_path, [*words, *pieces])
    print(f"{len(words)} words in {RECORDS} records, {read / 1e6:.1f} MB of files read")  # noqa: T201
    assert found == {}
    assert len(typed) == (RECORDS - 2) * of_one
    assert read > 1e6


@pytest.mark.parametrize(
    ("left_out", "saves"), [(DRAFTING_LEFT_OUT, False), (SEALING_LEFT_OUT, True)]
)
def test_the_search_finds_the_words_when_nothing_hides_them(pocket, tmp_path, left_out, saves):
    """The control: with enciphering of drafts or sealing left out, each word is found."""
    words = markers()[: WORDS // RECORDS]
    context, page = pocket()
    changed = leave_out(context, *left_out)
    hand.enrol(page)
    piece = fill(page, words)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    if saves:
        hand.save(page)
    page.wait_for_function(KEPT, arg="outbox" if saves else "drafts")
    context.close()

    assert changed != []
    assert set(found_in(tmp_path, [*words, piece])[0]) == {*words, piece}


KEPT = """(name) => new Promise((done) => {
  indexedDB.open("trace-field").onsuccess = (opened) => {
    const data = opened.target.result;
    data.transaction(name).objectStore(name).count().onsuccess = (found) => {
      data.close();
      done(found.target.result === 1);
    };
  };
})"""
