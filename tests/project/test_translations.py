"""The Swahili catalogues: whole, with the same placeholders, in Swahili, in the glossary's words."""

import csv
import gettext
import importlib.util
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.messages import Marked, marked_texts, of_python
from tracekenya.lib import vocabularies
from tracekenya.ops.layout import PROJECT

OURS, LIBRARIES = (Path(path) / "sw/LC_MESSAGES/django.po" for path in settings.LOCALE_PATHS)
SOURCES_OF_LIBRARIES = (
    ("django", "conf/locale/en"),
    ("django", "contrib/auth/locale/en"),
    ("django", "contrib/postgres/locale/en"),
    ("allauth", "locale/nl"),
    ("django_filters", "locale/nl"),
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd%]|\{\w*\}|&\w+;|</?\w+[^>]*>")
NAMED_TEXT = re.compile(r'{% translate "([^"]+)" as (\w+) %}')
BUTTON = re.compile(r"{% (?:link_)?button (\w+)")
SWAHILI_WORDS = {
    "na", "ya", "wa", "kwa", "ni", "la", "za", "cha", "vya", "katika", "kwenye", "hii", "hiyo",
    "huu", "au", "bila", "tu", "kama", "si", "kila", "hakuna", "mtu", "watu", "kesi",
}  # fmt: skip
SHORTEST_ROOM = 8  # letters: “Save” is “Hifadhi”
SEVERAL_MEANINGS = {"number"}  # how many, and where to call
FOREIGN_LETTERS = set("áéíóúàèìòùâêîôûäëïöüßñçåæøőűčšžąęłğışțœãõ")


@cache
def catalogue(path: Path) -> polib.POFile:
    return polib.pofile(str(path))


def entries(path: Path) -> list[polib.POEntry]:
    """Return the entries of a catalogue without its header."""
    return list(catalogue(path))


def pairs(path: Path) -> list[tuple[str, str]]:
    """Return every English form beside its Swahili, plural forms as pairs of their own."""
    found = []
    for entry in entries(path):
        forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        found += [(entry.msgid_plural or entry.msgid, form) for form in forms]
    return found


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", PLACEHOLDER.sub(" ", text).lower())


def test_every_marked_text_is_in_the_catalogue_and_no_other():
    kept = {Marked(each.msgctxt, each.msgid, each.msgid_plural) for each in entries(OURS)}
    assert kept ^ marked_texts() == set()


@pytest.mark.parametrize("path", [OURS, LIBRARIES])
def test_every_text_is_translated_and_none_is_a_guess(path):
    assert [entry.msgid for entry in entries(path) if not entry.translated()] == []
    assert not catalogue(path).metadata_is_fuzzy


@pytest.mark.parametrize("path", [OURS, LIBRARIES])
def test_both_plural_forms_are_there(path):
    assert catalogue(path).metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    forms = [sorted(each.msgstr_plural) for each in entries(path) if each.msgid_plural]
    assert [each for each in forms if each != [0, 1]] == []


@pytest.mark.parametrize("path", [OURS, LIBRARIES])
def test_placeholders_are_kept(path):
    changed = [
        (english, swahili)
        for english, swahili in pairs(path)
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(swahili))
    ]
    assert changed == []


@pytest.mark.parametrize("path", [OURS, LIBRARIES])
def test_the_compiled_catalogue_says_the_same(path, tmp_path):
    catalogue(path).save_as_mofile(str(tmp_path / "fresh.mo"))
    with path.with_suffix(".mo").open("rb") as committed, (tmp_path / "fresh.mo").open("rb") as new:
        assert texts_of(committed) == texts_of(new)


def texts_of(file) -> dict:
    """Return the texts of a compiled catalogue, its header left out."""
    texts = dict(gettext.GNUTranslations(file)._catalog)
    texts.pop("")
    return texts


def test_texts_of_libraries_are_still_theirs():
    theirs = {
        (entry.msgctxt, entry.msgid)
        for package, folder in SOURCES_OF_LIBRARIES
        for entry in entries(installed(package) / folder / "LC_MESSAGES/django.po")
    }
    assert {(each.msgctxt, each.msgid) for each in entries(LIBRARIES)} - theirs == set()


def installed(package: str) -> Path:
    return Path(importlib.util.find_spec(package).origin).parent


# Where Django says what is wrong with an answer of a form.
SPEAKING_TO_PEOPLE = (
    "forms/*.py", "core/validators.py", "core/paginator.py", "db/models/fields/*.py",
    "db/models/base.py", "db/models/constraints.py", "contrib/postgres/forms/*.py",
    "contrib/postgres/fields/*.py", "contrib/postgres/validators.py",
    "contrib/auth/password_validation.py",
)  # fmt: skip
ALIKE_IN_EVERY_LANGUAGE = {"…"}


def test_every_error_of_a_form_is_said_in_swahili():
    django = installed("django")
    said = {
        text.text
        for pattern in SPEAKING_TO_PEOPLE
        for path in django.glob(pattern)
        for text in of_python(path.read_text())
    }
    own = [*entries(OURS), *entries(LIBRARIES)]
    theirs = [
        each
        for folder in ("conf", "contrib/auth")
        for each in entries(django / folder / "locale/sw/LC_MESSAGES/django.po")
    ]
    known = {entry.msgid for entry in [*own, *theirs] if entry.translated()}

    assert len(said) > 100
    assert sorted(said - known - ALIKE_IN_EVERY_LANGUAGE) == []


def test_our_catalogue_and_that_of_the_libraries_share_no_text():
    ours = {(each.msgctxt, each.msgid) for each in entries(OURS)}
    assert {(each.msgctxt, each.msgid) for each in entries(LIBRARIES)} & ours == set()


def glossary() -> dict[str, str]:
    with (PROJECT / "locale/glossary.csv").open(newline="") as file:
        return {row["english"]: row["swahili"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("path", [OURS, LIBRARIES])
def test_terms_of_the_glossary_are_used(path):
    terms = glossary()
    other = [pair for pair in pairs(path) if terms.get(pair[0], pair[1]) != pair[1]]
    assert other == []


def test_one_english_text_has_one_swahili_text():
    said = dict(pairs(OURS))
    small = {english for english in said if english.islower()} - SEVERAL_MEANINGS
    either = {english: said.get(english.capitalize()) for english in small}
    differ = {
        english: (said[english], capital)
        for english, capital in either.items()
        if capital and capital.lower() != said[english].lower()
    }
    assert differ == {}


@pytest.mark.parametrize("path", [OURS, LIBRARIES])
def test_the_language_is_swahili(path):
    said = [word for _english, swahili in pairs(path) for word in words(swahili)]
    share = sum(word in SWAHILI_WORDS for word in said) / len(said)
    assert share > 0.15
    assert [word for word in said if FOREIGN_LETTERS & set(word)] == []


def test_long_texts_are_not_left_in_english():
    same = [english for english, swahili in pairs(OURS) if english == swahili]
    assert [english for english in same if len(words(english)) > 3] == []


def texts_of_buttons(template: str) -> list[str]:
    drawn = BUTTON.findall(template)
    return [text for text, name in NAMED_TEXT.findall(template) if name in drawn]


def test_buttons_are_not_much_longer_in_swahili():
    templates = [path.read_text() for path in (PROJECT / "templates").rglob("*.html")]
    buttons = {text for each in templates for text in texts_of_buttons(each)}
    said = {english: swahili for english, swahili in pairs(OURS) if english in buttons}
    room = {english: max(SHORTEST_ROOM, 1.6 * len(english)) for english in said}
    assert said.keys() == buttons
    assert {each: said[each] for each in said if len(said[each]) > room[each]} == {}


def test_every_term_of_the_code_lists_has_a_swahili_label():
    without = [
        (name, term.code)
        for name in vocabularies.names()
        for term in vocabularies.terms(name)
        if not term.swahili.strip()
    ]
    assert without == []
