"""Which function specifies which indicator."""

from collections.abc import Callable

from reporting.measures.specification import Specification

Measure = Callable[[], Specification]
_measures: dict[str, Measure] = {}


def measure(code: str) -> Callable[[Measure], Measure]:
    """Register the decorated function as the one that specifies `code`. Raises ValueError twice."""

    def register(function: Measure) -> Measure:
        if code in _measures:
            raise ValueError(f"Indicator {code} is specified twice")
        _measures[code] = function
        return function

    return register


def all_codes() -> list[str]:
    """Return the codes in the order of the framework: 1.1 to 4.8."""
    return sorted(_measures, key=lambda code: [int(number) for number in code.split(".")])


def specification_of(code: str) -> Specification:
    """Raises KeyError for a code that is not one of the 33."""
    return _measures[code]()
