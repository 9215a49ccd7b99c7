"""What each code list is called in the reader's language."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

SOURCE = Path(__file__).parent / "data" / "titles.yaml"


def title_of(vocabulary: str) -> str:
    """Return the list's title; one without a title is shown by its own name."""
    english, swahili = _titles().get(vocabulary, (vocabulary, vocabulary))
    return swahili if (get_language() or "en").startswith("sw") else english


@cache
def _titles() -> dict[str, list[str]]:
    return yaml.safe_load(SOURCE.read_text())
