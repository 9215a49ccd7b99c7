"""What is said of an event and of the people met in it, and the rules that every record keeps."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from intercepts.answers import field_of, is_open
from intercepts.enums import (
    ADULT_BANDS,
    COUNTED_CLASSES,
    FOR_ADULTS,
    FOR_CHILDREN,
    OUTCOMES_OF_ADULTS,
    AgeBand,
    Answer,
    Band,
    Consent,
    FinalClass,
    TalkedApart,
)
from intercepts.models import (
    ScreeningForm,
    ScreeningQuestion,
    ScreeningSection,
    Station,
    TransportOperator,
)
from intercepts.scoring import Rules, rules_of
from tracekenya.lib.dates import ADULT_AGE
from tracekenya.lib.errors import DomainError
from tracekenya.places.models import County


@dataclass(frozen=True)
class Event:
    """What the people of one intercept have in common."""

    happened_on: dt.date
    station: Station
    happened_at: dt.time | None = None
    transport_mode: str = "unknown"
    operator: TransportOperator | None = None
    vehicle_plate: str = ""
    notified_by: str = "staff"
    origin_county: County | None = None
    origin_country: str = ""
    destination_county: County | None = None
    destination_country: str = ""
    police_called: bool = False
    narrative: str = ""


@dataclass(frozen=True)
class Screened:
    """One person as met. Age (years), about how old, or majority is known; the rest may stay open.

    `signs`: codes of the questions answered with yes and of the answers chosen; `denied`: of those asked
    and answered with no. `looked_for`: sections of which every box that is not ticked counts as no.
    `form`: number of the screening form, None for the current.
    """

    sex: str
    intercept_type: str
    outcome: str
    stated_age: int | None = None
    age_band: str = ""
    majority: str = ""
    names: str = ""
    phone: str = ""
    safe_to_call: bool | None = None
    nationality: str = ""
    language: str = ""
    signs: Collection[str] = ()
    denied: Collection[str] = ()
    looked_for: Collection[str] = ()
    certainty: int | None = None
    reported_class: str = ""
    was_exploited: bool = False
    talked_apart: str = ""
    consent: str = ""
    consent_language: str = ""
    consent_wording: int | None = None
    had_interpreter: bool = False
    guardian_check: str = ""
    child_view: str = ""
    band_on_phone: str = ""
    form: int | None = None

    @property
    def is_child(self) -> bool:
        """Return whether protection treats the person as a child: yes until shown otherwise."""
        if self.stated_age is not None:
            return self.stated_age < ADULT_AGE
        if self.age_band:
            return self.age_band not in ADULT_BANDS
        return self.majority != "adult"

    @property
    def majority_known(self) -> str:
        """Return what statistics may take for child or adult where no age in years is known."""
        if self.stated_age is not None or self.age_band == AgeBand.UNKNOWN:
            return ""
        if self.age_band:
            return "child" if self.is_child else "adult"
        return self.majority


def check(screened: Screened) -> None:
    """Raise DomainError, naming the field, for what cannot stand together."""
    if screened.stated_age is None and not (screened.majority or screened.age_band):
        raise DomainError(_("Enter the age, or choose child or adult."), field="stated_age")
    refuse_unfit(
        is_child=screened.is_child, intercept_type=screened.intercept_type,
        outcome=screened.outcome,
    )  # fmt: skip
    named = next((name for name in ("names", "phone") if getattr(screened, name)), "")
    if named and screened.talked_apart == TalkedApart.NO:
        raise DomainError(
            _("Others could hear: leave names and phone empty."), field=named
        )  # fmt: skip
    if named and not screened.is_child and screened.consent in (Consent.NO, Consent.UNABLE):
        raise DomainError(
            _("The person did not agree: leave names and phone empty."), field=named
        )  # fmt: skip
    if screened.consent == Consent.YES and not screened.consent_language:
        raise DomainError(
            _("Say in which language the text was read aloud."), field="consent_language"
        )


def refuse_unfit(*, is_child: bool, intercept_type: str, outcome: str) -> None:
    """Raise DomainError, naming the field, for what does not fit a child or does not fit an adult."""
    if is_child and outcome in OUTCOMES_OF_ADULTS:
        raise DomainError(
            _("A child cannot decide this alone. Choose what was done for the child."),
            field="outcome",
        )
    others = FOR_ADULTS if is_child else FOR_CHILDREN
    if intercept_type in others:
        raise DomainError(
            _("This type does not fit the age that was entered."), field="intercept_type"
        )


def seen_of(asked: list[ScreeningQuestion], screened: Screened) -> list[ScreeningQuestion]:
    """Return the questions answered with yes. Raises DomainError for one that cannot be."""
    signs = set(screened.signs)
    seen = [each for each in asked if each.code in signs and each.answer != Answer.ONE_OF]
    if len(seen) < len(signs):
        raise DomainError(_("The list of signs has changed. Open the form again."))
    for question in seen:
        if question.is_child_only and not screened.is_child:
            raise DomainError(
                _("“%(sign)s” is asked for children only.") % {"sign": question.text},
                field=field_of(question),
            )
    chosen = [question for question in seen if question.answers_to]
    if len({question.answers_to for question in chosen}) < len(chosen):
        raise DomainError(_("Choose one of the answers."), field=field_of(chosen[0]))
    return seen


def denied_of(asked: list[ScreeningQuestion], screened: Screened) -> list[str]:
    """Return the codes of the questions answered with no, of those that are asked of such a person."""
    return [
        question.code
        for question in asked
        if question.code in screened.denied and (screened.is_child or not question.is_child_only)
    ]


def unanswered_of(asked: list[ScreeningQuestion], screened: Screened) -> int:
    """Count questions of the short list without an answer."""
    signs, no = set(screened.signs), set(screened.denied)
    open_questions = [
        question
        for question in asked
        if question.is_on_phone
        and question.answer != Answer.OPTION
        and (screened.is_child or not question.is_child_only)
        and not (question.answer == Answer.TICK and question.section in screened.looked_for)
        and is_open(question, asked, signs, no)
    ]
    return len(open_questions)


def facts_of(screened: Screened, band: Band, day: dt.date) -> dict:
    """Return what the registry of people keeps; without any concern, nobody is named."""
    facts = {
        "sex": screened.sex,
        "stated_age": screened.stated_age,
        "stated_age_on": None if screened.stated_age is None else day,
        "age_source": "" if screened.stated_age is None else "self_reported",
        "majority_override": screened.majority_known,
        "nationality": screened.nationality,
    }
    if band != Band.NO_CONCERN or screened.reported_class in (*COUNTED_CLASSES, FinalClass.AT_RISK):
        facts |= {
            "names": screened.names,
            "phone": screened.phone,
            "safe_to_call": screened.safe_to_call,
        }
        if screened.language:
            facts["language"] = screened.language
    return facts


class Forms:
    """The screening forms with sections and questions, each read once, however many people were met."""

    def __init__(self) -> None:
        self._read: dict[int | None, tuple[ScreeningForm | None, list[ScreeningQuestion]]] = {}
        self._rules: dict[int | None, Rules] = {}

    @cached_property
    def _versions(self) -> list[ScreeningForm]:
        """All versions, the newest first."""
        return list(ScreeningForm.objects.order_by("-number"))

    def of(self, number: int | None) -> tuple[ScreeningForm | None, list[ScreeningQuestion]]:
        """Return the form of that number, the current one for None, with its questions."""
        if number not in self._read:
            wanted = (
                each
                for each in self._versions
                if (each.is_current if number is None else each.number == number)
            )
            form = next(wanted, None)
            if form is not None:
                prefetch_related_objects([form], "sections", "questions")
            self._read[number] = form, list(form.questions.all()) if form else []
        return self._read[number]

    def sections(self, number: int | None) -> list[ScreeningSection]:
        """Return the sections of that form in their order, none where there is no form."""
        form, _asked = self.of(number)
        return list(form.sections.all()) if form else []

    def rules(self, number: int | None) -> Rules:
        """Return how that form scores."""
        if number not in self._rules:
            self._rules[number] = rules_of(self.of(number)[0])
        return self._rules[number]

    def numbers(self) -> list[int]:
        """Return the numbers of the current form and of all before it, the newest first."""
        current = next((each.number for each in self._versions if each.is_current), 0)
        return [each.number for each in self._versions if each.number <= current]
