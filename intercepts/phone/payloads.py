"""From what a phone sealed to what our forms take: one reader for each kind and layout.

`docs/field-protocol.md` says what the JSON of each kind holds. A reader turns it into the data of the
forms of the web, which judge it; it refuses only what no form could be given.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from intercepts.answers import NOWHERE, asked_among
from intercepts.enums import ADULT_BANDS, RecordKind
from intercepts.models import ScreeningQuestion, ScreeningSection
from intercepts.models.consent import MOST_WORDINGS
from intercepts.phone.items import UnreadableItem, uuid_of
from tracekenya.gate.readable import is_storable
from tracekenya.lib.dates import ADULT_AGE

PRESENT_LAYOUT = 1
OLDER_LAYOUTS = 4  # that are still read
MOST_PEOPLE = 10  # in one event
Data = dict[str, Any]
YES_NO = {"yes": "true", "no": "false", "unknown": "", True: "true", False: "false"}


class Unfit(Exception):
    """What was sealed cannot be taken as it is. `faults`: fields, such as `persons.0.sex`."""

    def __init__(self, reason: str, faults: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.faults = list(faults)


@dataclass
class PersonRead:
    """One person as the form takes it; `signs`: codes, not yet parted by section."""

    id: uuid.UUID
    data: Data
    signs: list[str] = field(default_factory=list)
    looked_for: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)


@dataclass
class Read:
    """Data for the form of the event or tally, and for the form of each person.

    `shared_signs` were seen on the whole event, `shared_answers` (by the code of the question) hold for
    whoever has no other one; `form` is the number of the screening form.
    """

    data: Data
    people: list[PersonRead] = field(default_factory=list)
    shared_signs: list[str] = field(default_factory=list)
    shared_answers: dict[str, str] = field(default_factory=dict)
    form: int | None = None


TALLY = {
    "station", "happened_on", "happened_at", "transport_mode", "destination", "women", "men", "girls",
    "boys", "not_known", "gave_card", "guardian",
}  # fmt: skip
EVENT = {
    "station", "happened_on", "happened_at", "transport_mode", "origin", "destination", "operator",
    "vehicle_plate", "notified_by", "police_called", "narrative",
}  # fmt: skip
INTERCEPT = EVENT | {"apart", "consent", "form", "signs", "answers", "looked_for", "persons"}
PLAIN_OF_PERSON = {
    "sex", "age_band", "stated_age", "names", "phone", "language", "child_view", "outcome",
    "certainty", "reported_class", "was_exploited", "nationality", "consent",
}  # fmt: skip
PERSON = PLAIN_OF_PERSON | {
    "id", "safe_to_call", "signs", "answers", "looked_for", "guardian", "intercept_type", "band",
}  # fmt: skip
CONSENT = {"answer", "language", "text", "interpreter"}


def read(kind: str, layout: int, content: Any) -> Read:
    """Return the data of forms in what a phone sealed. Raises Unfit."""
    layouts = READERS.get(kind)
    if layouts is None:
        raise Unfit("unknown_kind")
    if layout not in layouts:
        raise Unfit("unknown_version")
    if not isinstance(content, dict):
        raise Unfit("not_json")
    if not _is_storable(content):
        raise Unfit("refused_by_form", ["text"])
    return layouts[layout](content)


def _tally(said: Data) -> Read:
    _refuse_unknown(said, TALLY)
    data = _plain(said, TALLY - {"guardian", "destination"})
    for name in ("women", "men", "girls", "boys", "not_known"):
        data.setdefault(name, "0")
    data.setdefault("transport_mode", "unknown")
    data |= _place("destination", said.get("destination"))
    data["guardian_checked"] = said.get("guardian") in ("yes", True)
    return Read(data)


def _intercept(said: Data) -> Read:
    _refuse_unknown(said, INTERCEPT)
    event = _plain(said, EVENT - {"origin", "destination"})
    event |= _place("destination", said.get("destination")) | _place("origin", said.get("origin"))
    event.setdefault("notified_by", "staff")
    event.setdefault("transport_mode", "unknown")
    people = said.get("persons")
    if not isinstance(people, list) or not 1 <= len(people) <= MOST_PEOPLE:
        raise Unfit("refused_by_form", ["persons"])
    form = said.get("form")
    if form is not None and type(form) is not int:
        raise Unfit("refused_by_form", ["form"])
    common = _consent(said.get("consent")) | {"talked_apart": _text(said.get("apart"), "apart")}
    looked = _codes(said.get("looked_for"), "looked_for")
    read_people = [_person(one, place, common, looked) for place, one in enumerate(people)]
    if len({one.id for one in read_people}) < len(read_people):
        raise Unfit("refused_by_form", ["persons"])
    signs, answers = _codes(said.get("signs"), "signs"), _answers(said.get("answers"), "answers")
    return Read(event, read_people, signs, answers, form)


def _person(said: Any, place: int, common: Data, looked: list[str]) -> PersonRead:
    where = f"persons.{place}"
    if not isinstance(said, dict):
        raise Unfit("refused_by_form", [where])
    _refuse_unknown(said, PERSON, f"{where}.")
    try:
        key = uuid_of(said.get("id"))
    except UnreadableItem:
        raise Unfit("refused_by_form", [f"{where}.id"]) from None
    data = common | _plain(said, PLAIN_OF_PERSON, f"{where}.")
    data["safe_to_call"] = _yes_no(said.get("safe_to_call"), f"{where}.safe_to_call")
    data["guardian_check"] = _text(said.get("guardian"), f"{where}.guardian")
    data["intercept_type"] = _text(said.get("intercept_type"), f"{where}.intercept_type") or "other"
    data["band_on_phone"] = _text(said.get("band"), f"{where}.band")
    data["submission"] = str(key)
    if _is_child(data):  # a child is not asked: what an adult beside it said is not its word
        data |= {"consent": "", "consent_wording": ""}
    signs = _codes(said.get("signs"), f"{where}.signs")
    own = _codes(said.get("looked_for"), f"{where}.looked_for")
    answers = _answers(said.get("answers"), f"{where}.answers")
    return PersonRead(key, data, signs, sorted({*looked, *own}), answers)


def data_of_person(
    one: PersonRead,
    said: Read,
    questions: list[ScreeningQuestion],
    sections: list[ScreeningSection],
) -> Data:
    """Return the data of the person's form: signs by section and answers, those of the event among them.

    A sign of the event that is asked for children only is left out for an adult. What the form does not
    ask stands among the signs, where the form refuses it by name.
    """
    asked = {question.code for question in asked_among(questions)}
    not_asked = {each.code for each in questions if each.is_child_only and not _is_child(one.data)}
    common = [code for code in said.shared_signs if code not in not_asked]
    shared = {code: what for code, what in said.shared_answers.items() if code not in not_asked}
    answers = shared | one.answers
    unknown = [f"{code}: {what}" for code, what in answers.items() if code not in asked]
    data = dict(one.data) | {f"ask_{code}": answers[code] for code in answers if code in asked}
    for section in sections:
        data[f"signs_{section.code}"] = []
        data[f"all_{section.code}"] = section.code in one.looked_for
    elsewhere = f"signs_{sections[0].code}" if sections else NOWHERE
    places = {each.code: f"signs_{each.section}" for each in questions}
    for code in dict.fromkeys([*common, *one.signs, *unknown]):
        data.setdefault(places.get(code, elsewhere), []).append(code)
    return data


READERS: dict[str, dict[int, Callable[[Data], Read]]] = {
    RecordKind.TALLY: {1: _tally},
    RecordKind.INTERCEPT: {1: _intercept},
}


def _is_child(data: Data) -> bool:
    age = data.get("stated_age") or ""
    if age.isdecimal():
        return int(age) < ADULT_AGE
    return data.get("age_band") not in ADULT_BANDS


def _plain(said: Data, names: Iterable[str], where: str = "") -> Data:
    """Return the plain answers among `names` as a form sends them; what was not said is left out."""
    data = {}
    for name in names:
        value = said.get(name)
        if isinstance(value, bool):
            data[name] = value
        elif value is not None and value != "":
            data[name] = _text(value, f"{where}{name}")
    return data


def _text(value: Any, fault: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise Unfit("refused_by_form", [fault])


def _codes(value: Any, fault: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        return value
    raise Unfit("refused_by_form", [fault])


def _answers(value: Any, fault: str) -> dict[str, str]:
    if value is None:
        return {}
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return value
    raise Unfit("refused_by_form", [fault])


def _yes_no(value: Any, fault: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, (str, bool)) and value in YES_NO:
        return YES_NO[value]
    raise Unfit("refused_by_form", [fault])


def _place(name: str, value: Any) -> Data:
    """Return a county or country as the form takes it; `name` is "origin" or "destination"."""
    said = _text(value, name)
    kind, _colon, code = said.partition(":")
    if said in ("", "unknown"):
        return {}
    if kind in ("county", "country"):
        return {f"{name}_{kind}": code}
    raise Unfit("refused_by_form", [name])


def _consent(value: Any) -> Data:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unfit("refused_by_form", ["consent"])
    _refuse_unknown(value, CONSENT, "consent.")
    wording = value.get("text")
    if wording is not None and (type(wording) is not int or not 0 <= wording <= MOST_WORDINGS):
        raise Unfit("refused_by_form", ["consent.text"])
    return {
        "consent": _text(value.get("answer"), "consent.answer"),
        "consent_language": _text(value.get("language"), "consent.language"),
        "consent_wording": _text(wording, "consent.text"),
        "had_interpreter": value.get("interpreter") is True,
    }


def _refuse_unknown(said: Data, names: set[str], where: str = "") -> None:
    if not names.issuperset(said):
        raise Unfit("refused_by_form", [f"{where}unknown_key"])


def _is_storable(value: Any) -> bool:
    if isinstance(value, str):
        return is_storable(value)
    if isinstance(value, list):
        return all(map(_is_storable, value))
    if isinstance(value, dict):
        return all(_is_storable(name) and _is_storable(inner) for name, inner in value.items())
    return True
