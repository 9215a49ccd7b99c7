"""Many made-up rows, written by PostgreSQL itself; the same seed gives the same rows.

Skewed counties, a third of birth dates missing, the years 2021 to 2026. No name or phone is made:
sealed columns stay empty, only the tokens by which a small list of words is found are there.
"""

from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from tracekenya.vault import blind

ROWS = Path(__file__).parent / "rows"
IN_ORDER = (
    "functions", "people", "casework", "shelter", "road", "court", "programmes", "registers",
)  # fmt: skip
CONSONANTS, VOWELS = "bdfgklmnrstw", "aeiou"


@dataclass(frozen=True)
class Size:
    cases: int
    intercepts: int

    @property
    def persons(self) -> int:
        return self.cases + self.intercepts

    def __str__(self) -> str:
        return f"{self.intercepts:,} intercepts, {self.cases:,} cases"


SMALL = Size(cases=2_000, intercepts=10_000)
STANDARD = Size(cases=20_000, intercepts=100_000)


def words() -> list[str]:
    """Return 720 made-up words of two syllables, to search for."""
    syllables = [one + two for one in CONSONANTS for two in VOWELS]
    return [first + second for first in syllables for second in syllables][::5]


@transaction.atomic
def fill(size: Size, seed: int = 7) -> None:
    """Write the rows of `size` into an empty, migrated database that holds the plan."""
    with connection.cursor() as cursor:
        for name in IN_ORDER:
            cursor.execute((ROWS / f"{name}.sql").read_text(), _values(size, seed))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # What was counted when the tables were empty would let one query run for half an hour.
        cursor.execute("ANALYZE")


def analyse() -> None:
    """Give the planner its statistics, as autovacuum would have by and by."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _values(size: Size, seed: int) -> dict:
    names = words()
    return {
        "seed": seed,
        "cases": size.cases,
        "intercepts": size.intercepts,
        "persons": size.persons,
        "names": len(names),
        "tokens": [blind.word_token(name) for name in names],
        "sounds": [",".join(blind.sound_tokens(name)) for name in names],
    }
