"""What an enrolled phone is given to work with: lists, the screening form, texts and the public key."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import override

from intercepts.actions import consent
from intercepts.actions.field_keys import present_key
from intercepts.actions.met import Forms
from intercepts.answers import asked_among, options_of
from intercepts.enums import (
    FOR_ADULTS,
    FOR_CHILDREN,
    OUTCOMES_OF_ADULTS,
    Answer,
    Destination,
    Nationality,
)
from intercepts.explanation import ADULT_EVIDENCE, CHILD, DUTIES
from intercepts.forms import HIGHEST_AGE, MOST_AT_ONCE
from intercepts.models import (
    ConsentText,
    FieldPhone,
    InterceptedPerson,
    JourneyTally,
    ScreeningQuestion,
    Station,
    TransportOperator,
)
from intercepts.phone.items import LARGEST_SEALED, MOST_ITEMS
from intercepts.phone.payloads import MOST_PEOPLE
from intercepts.scoring import CHILD_ALONE, NUMBERS
from tracekenya.directory.models import Hotline
from tracekenya.lib.vocabularies import terms
from tracekenya.places.models import County

LANGUAGES = ("en", "sw")
RECENT = 200  # tallies and intercepts of a monitor that say what is used most
MARK_CHARS = 16
NO_CAP = 1000  # points, for phones with older scripts, which cap these two sections
CAPPED = ("vulnerability", "evasion")
Text = dict[str, str]


def definition_for(phone: FieldPhone) -> dict[str, Any]:
    """Return the definition with its `version`, which changes whenever anything in it does."""
    key, forms = present_key(), Forms()
    content = {
        "key": {"kid": key.kid, "public": base64.b64encode(bytes(key.point)).decode()},
        "monitor": {"code": phone.monitor.staff_code, "name": _first_name(phone)},
        "phone": {"label": phone.label},
        "stations": _stations(phone),
        "vehicles": _terms("transport_mode"),
        "noticed": _terms("notified_by"),
        "operators": _operators(),
        "destinations": _destinations(),
        "nationalities": _nationalities(phone),
        "sexes": _terms("sex"),
        "types": _terms("intercept_type", _for_type),
        "outcomes": _terms("intercept_outcome", _for_outcome),
        "visits": _terms("followup_outcome"),
        "form": _form(forms),
        "rules": _rules(forms),
        "duties": _duties(),
        "consent": _consent(),
        "hotlines": _hotlines(),
        "limits": {
            "people": MOST_PEOPLE, "at_once": MOST_AT_ONCE, "age": HIGHEST_AGE, "items": MOST_ITEMS,
            "sealed_bytes": LARGEST_SEALED,
        },
    }  # fmt: skip
    return {"version": _mark(content), **content}


def version_for(phone: FieldPhone) -> str:
    return definition_for(phone)["version"]


def both(text: Callable[[], Any]) -> Text:
    """Return what `text` says in each language."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(text())
    return said


def _stations(phone: FieldPhone) -> list[dict[str, str]]:
    """Return where we stand, the monitor's own stations first, the most used before the others."""
    used = _used(phone)
    rows = Station.objects.filter(is_active=True).order_by("name", "pk")
    ordered = sorted(rows, key=lambda row: -used.get(row.pk, 0))
    return [{"id": str(row.pk), "name": row.name} for row in ordered]


def _used(phone: FieldPhone) -> dict[Any, int]:
    tallies = JourneyTally.objects.filter(recorded_by=phone.monitor)
    counted = tallies.order_by().values_list("station").annotate(times=Count("pk"))
    return {station: min(times, RECENT) for station, times in counted}


def _operators() -> list[dict[str, str]]:
    rows = TransportOperator.objects.select_related("organisation").order_by(
        "organisation__name", "pk"
    )
    return [{"id": str(row.pk), "name": row.organisation.name} for row in rows]


def _destinations() -> list[dict[str, Any]]:
    counties = [
        {"code": f"county:{row.code}", "text": dict.fromkeys(LANGUAGES, row.name)}
        for row in County.objects.order_by("code")
    ]
    countries = [
        {"code": f"country:{one.value}", "text": both(lambda one=one: one.label)}
        for one in Destination
    ]
    return [*counties, *countries, {"code": "unknown", "text": both(lambda: _("Not known"))}]


def _nationalities(phone: FieldPhone) -> list[dict[str, Any]]:
    """Return countries, those that the monitor met most first; the last one says that it is not known."""
    met = InterceptedPerson.objects.filter(recorded_by=phone.monitor).order_by()
    counted = met.values_list("person__nationality").annotate(times=Count("pk"))
    used = {code: min(times, RECENT) for code, times in counted}
    ordered = sorted(Nationality, key=lambda one: -used.get(one.value, 0))
    rows = [{"code": one.value, "text": both(lambda one=one: one.label)} for one in ordered]
    return [*rows, {"code": "", "text": both(lambda: _("Not known"))}]


def _terms(vocabulary: str, whom: Callable[[str], str] | None = None) -> list[dict[str, Any]]:
    rows = []
    for term in terms(vocabulary):
        if term.is_offered:
            row = {"code": term.code, "text": {"en": term.english, "sw": term.swahili}}
            rows.append(row | {"for": whom(term.code)} if whom else row)
    return rows


def _for_type(code: str) -> str:
    return "child" if code in FOR_CHILDREN else "adult" if code in FOR_ADULTS else "all"


def _for_outcome(code: str) -> str:
    return "adult" if code in OUTCOMES_OF_ADULTS else "all"


def _form(forms: Forms) -> dict[str, Any]:
    """Return the current form; a section of which the phone asks nothing is left out."""
    form, asked = forms.of(None)
    sections = []
    for each in forms.sections(None):
        rows = [row for row in asked if row.section == each.code and row.is_on_phone]
        section = {
            "code": each.code, "text": {"en": each.text_en, "sw": each.text_sw},
            "questions": [_question(row) for row in rows if row.answer == Answer.TICK],
        }  # fmt: skip
        if spoken := asked_among(rows):
            # apart from the boxes, so that a phone with older scripts leaves out what it cannot ask
            section["asked"] = [_question(row) | _options(row, rows) for row in spoken]
        if rows:
            sections.append(section)
    return {"number": form.number if form else None, "sections": sections}


def _rules(forms: Forms) -> dict[str, Any]:
    """Return how the current form scores, and the two caps as phones with older scripts look for them."""
    rules = forms.rules(None)
    caps = {each.code: each.cap or NO_CAP for each in rules.sections}
    return {
        "sections": [
            {"code": each.code, "counts_as": each.counts_as, "cap": each.cap}
            for each in rules.sections
        ],
        **{name: getattr(rules, name) for name in NUMBERS},
        "child_alone": CHILD_ALONE,
        **{f"{code}_cap": caps.get(code, 0) for code in CAPPED},
    }


def _question(row: ScreeningQuestion) -> dict[str, Any]:
    return {
        "code": row.code, "text": {"en": row.text_en, "sw": row.text_sw or row.text_en},
        "weight": row.weight, "child_only": row.is_child_only, "trigger": row.is_trigger,
    }  # fmt: skip


def _options(row: ScreeningQuestion, rows: list[ScreeningQuestion]) -> dict[str, Any]:
    found = options_of(row, rows)
    return {"options": [_question(each) for each in found]} if found else {}


def _duties() -> dict[str, Any]:
    by_band = {str(band): _texts(rows) for band, rows in DUTIES.items()}
    return by_band | {
        "child": both(lambda: CHILD), "adult_evidence": both(lambda: ADULT_EVIDENCE),
    }  # fmt: skip


def _texts(rows: Iterable[Any]) -> list[Text]:
    return [both(lambda row=row: row) for row in rows]


def _consent() -> list[dict[str, Any]]:
    """Return the texts in use, English and Swahili first; where the office has none, the built-in ones."""
    rows = list(ConsentText.objects.all())
    told = {
        row.language: {
            "language": row.language, "name": row.name, "number": row.number, "text": row.text,
        }
        for row in rows
        if row.is_active
    }  # fmt: skip
    known = {row.language for row in rows} if told else set()
    for language in LANGUAGES:
        if language not in known:
            name, text = consent.NAMES[language], consent.built_in(language)
            told[language] = {"language": language, "name": name, "number": 0, "text": text}
    return sorted(told.values(), key=lambda one: (one["language"] not in LANGUAGES, one["name"]))


def _hotlines() -> list[dict[str, Any]]:
    rows = Hotline.objects.exclude(verified_on=None).order_by("number")
    return [
        {
            "number": row.number,
            "text": both(lambda row=row: row.words),
            "checked": str(row.verified_on),
        }
        for row in rows
    ]


def _first_name(phone: FieldPhone) -> str:
    return str(phone.monitor.full_name).split(" ")[0]


def _mark(content: dict[str, Any]) -> str:
    said = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(said).hexdigest()[:MARK_CHARS]
