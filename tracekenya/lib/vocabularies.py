"""The code lists of the field, in English and Swahili, read once from `data/vocabularies.yaml`.

Codes are stable and stored; labels are shown. Swahili labels are drafts for review.
"""

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

    @property
    def label(self) -> str:
        return self.swahili if (get_language() or "en").startswith("sw") else self.english


@cache
def _all() -> dict[str, dict[str, Term]]:
    lists = yaml.load(SOURCE.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  a safe loader, the fast one where it exists
    return {name: {row[0]: Term(*row) for row in rows} for name, rows in lists.items()}


def names() -> list[str]:
    """Return the names of all lists, sorted."""
    return sorted(_all())


def terms(vocabulary: str) -> list[Term]:
    """Return the entries of one list in its own order. Raises KeyError for an unknown list."""
    return list(_all()[vocabulary].values())


def codes(vocabulary: str) -> list[str]:
    return [term.code for term in terms(vocabulary)]


def label(vocabulary: str, code: str) -> str:
    """Return the label of `code` in the active language; an unknown code is shown as it is."""
    term = _all()[vocabulary].get(code)
    return term.label if term else code


lazy_label = lazy(label, str)


def choices(vocabulary: str) -> list[tuple[str, str]]:
    """Return (code, label in the reader's language) pairs for a form or a model field."""
    return [(term.code, lazy_label(vocabulary, term.code)) for term in terms(vocabulary)]
