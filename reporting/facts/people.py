"""Age and the other words about a person, as they were on the day of the event."""

from collections.abc import Callable

from django.conf import settings
from django.db.models import Case, F, Q, Value, When

from cases.enums import Majority
from reporting.facts.expressions import YearsBefore, text_or
from reporting.facts.source import Expression
from tracekenya.lib.dates import ADULT_AGE

KENYA = "KE"
UNKNOWN = "unknown"
ABROAD = "ab"
SITE = "site"  # the shelter; asked for only to know whether there is more than one
# Upper ends of the age bands, exclusive, years; the vocabulary `age_band` names the codes.
BANDS = (
    (5, "0_4"), (10, "5_9"), (15, "10_14"), (18, "15_17"), (20, "18_19"), (25, "20_24"),
    (35, "25_34"), (60, "35_59"),
)  # fmt: skip
CHILD_BANDS = ("0_4", "5_9", "10_14", "15_17", "unknown_child")
ADULT_BANDS = ("18_19", "20_24", "25_34", "35_59", "60_plus", "unknown_adult")


def younger_than(years: int, person: str, day: Expression) -> Q:
    """Return who has a known age below `years` on `day`."""
    return Q(**{f"{person}__reckoned_birth__gt": YearsBefore(day, years)})


def at_least(years: int, person: str, day: Expression) -> Q:
    """Return who has a known age of `years` or more on `day`."""
    return Q(**{f"{person}__reckoned_birth__lte": YearsBefore(day, years)})


def child(person: str, day: Expression) -> Q:
    """Return who is under 18 on `day`; without any age, whom staff call a child. Unknown is neither."""
    return younger_than(ADULT_AGE, person, day) | _said_to_be(Majority.CHILD, person)


def adult(person: str, day: Expression) -> Q:
    """Return who is 18 or older on `day`; without any age, whom staff call an adult."""
    return at_least(ADULT_AGE, person, day) | _said_to_be(Majority.ADULT, person)


def aged(first: int, last: int, person: str, day: Expression) -> Q:
    """Return who is between `first` and `last` years old on `day`, both included."""
    return at_least(first, person, day) & younger_than(last + 1, person, day)


def bands_between(first: int, last: int) -> list[str]:
    """Return the age bands that lie within `first` and `last` years, both included."""
    starts = [0, *(upper for upper, _ in BANDS)]
    return [
        code
        for start, (upper, code) in zip(starts, BANDS, strict=False)
        if start >= first and upper <= last + 1
    ]


def youth_ages() -> tuple[int, int]:
    return settings.ADOLESCENT_YOUTH_AGES


def about(person: str, county: Expression) -> Callable[[Expression], dict[str, Expression]]:
    """Return the standard breakdowns of a person: sex, age band, county, nationality, disability."""

    def dimensions(day: Expression) -> dict[str, Expression]:
        return {
            "sex": F(f"{person}__sex"),
            "age_band": age_band(person, day),
            "county": text_or(county, ""),
            "nationality": nationality(f"{person}__nationality"),
            "disability": F(f"{person}__disability"),
        }

    return dimensions


def place(abroad: Q, county: str) -> Case:
    """Return the county's code, or ABROAD (hexadecimal, so that it can be a key), or nothing."""
    return Case(When(abroad, then=Value(ABROAD)), default=text_or(county, ""))


def age_band(person: str, day: Expression) -> Case:
    known = [When(younger_than(upper, person, day), then=Value(code)) for upper, code in BANDS]
    return Case(
        *known,
        When(**{f"{person}__reckoned_birth__isnull": False}, then=Value("60_plus")),
        When(**{f"{person}__majority_override": Majority.CHILD}, then=Value("unknown_child")),
        When(**{f"{person}__majority_override": Majority.ADULT}, then=Value("unknown_adult")),
        default=Value(UNKNOWN),
    )


def nationality(path: str) -> Case:
    """Return KE, other, or unknown."""
    return Case(
        When(**{path: KENYA}, then=Value(KENYA)),
        When(**{path: ""}, then=Value(UNKNOWN)),
        default=Value("other"),
    )


def _said_to_be(majority: Majority, person: str) -> Q:
    return Q(
        **{f"{person}__reckoned_birth__isnull": True, f"{person}__majority_override": majority}
    )
