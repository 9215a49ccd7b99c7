"""The code lists of the field, in English and Swahili, read once from `data/vocabularies.yaml`.

Codes are stable and stored; labels are shown. Swahili labels are drafts for review. Staff lay
changes over the file (`tracekenya.lists`): other labels, an order, retired and new terms. A retired
term keeps its label wherever it is stored, but `choices` offers it no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.functional import lazy
from django.utils.translation import get_language

SOURCE = Path(__file__).parent / "data" / "vocabularies.yaml"


@dataclass(frozen=True)
class Term:
    """One entry of a code list. `htcds`: target in the Human Trafficking Case Data Standard 2.0."""

    code: str
    english: str
    swahili: str
    htcds: str | None = None
    is_offered: bool = True

    @property
    def label(self) -> str:
        return self.swahili if (get_language() or "en").startswith("sw") else self.english


@cache
def from_file() -> dict[str, dict[str, Term]]:
    """Return every list as the file has it: name -> code -> term."""
    lists = yaml.load(SOURCE.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  a safe loader, the fast one where it exists
    return {name: {row[0]: Term(*row) for row in rows} for name, rows in lists.items()}


_overlay: dict[str, dict[str, Term]] = {}


def lay_over(lists: Mapping[str, Iterable[Term]]) -> None:
    """Let these lists stand in for those of the file, whole and in this order, in this process.

    A list that is not named is the file's again. Raises KeyError for a name that the file lacks.
    """
    unknown = set(lists) - set(from_file())
    if unknown:
        raise KeyError(min(unknown))
    fresh = {name: {term.code: term for term in terms} for name, terms in lists.items()}
    global _overlay  # noqa: PLW0603  swapped whole: a thread reads the old or the new, never a mixture
    _overlay = fresh


def _list(vocabulary: str) -> dict[str, Term]:
    found = _overlay.get(vocabulary)
    return from_file()[vocabulary] if found is None else found


def names() -> list[str]:
    """Return the names of all lists, sorted."""
    return sorted(from_file())


def terms(vocabulary: str) -> list[Term]:
    """Return the entries of one list in its own order, retired ones among them.

    Raises KeyError for an unknown list.
    """
    return list(_list(vocabulary).values())


def codes(vocabulary: str) -> list[str]:
    """Return every code that a stored row may hold, retired ones among them."""
    return list(_list(vocabulary))


def holds(vocabulary: str, code: str) -> bool:
    """Return whether a stored row may hold `code`."""
    return code in _list(vocabulary)


def label(vocabulary: str, code: str) -> str:
    """Return the label of `code` in the active language; an unknown code is shown as it is."""
    term = _list(vocabulary).get(code)
    return term.label if term else code


lazy_label = lazy(label, str)


def choices(vocabulary: str, keep: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return (code, label in the reader's language) pairs for a form or a filter.

    Retired terms are left out, except those in `keep`, which a row holds already.
    """
    kept = set(keep)
    return [
        (term.code, lazy_label(vocabulary, term.code))
        for term in terms(vocabulary)
        if term.is_offered or term.code in kept
    ]


def is_offered(vocabulary: str, code: str) -> bool:
    """Return False for a retired term; a code that the list lacks is nobody's to keep."""
    term = _list(vocabulary).get(code)
    return term is None or term.is_offered


def known(vocabulary: str) -> list[tuple[str, str]]:
    """Return (code, label) of all terms: what a model field takes as valid."""
    return choices(vocabulary, keep=codes(vocabulary))
