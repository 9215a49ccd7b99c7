"""Loading the offences of the law from their file."""

from pathlib import Path

import yaml
from django.db import transaction

from cases.models import Offence

OFFENCE_FILE = Path(__file__).parents[1] / "data" / "offences.yaml"


@transaction.atomic
def load_offences(*, source: Path = OFFENCE_FILE) -> int:
    """Make the table of offences say what the file says and return how many there are.

    Offences that the file no longer names stay: charges hang on them.
    """
    offences = [
        _offence(row, act) for act in yaml.safe_load(source.read_text()) for row in act["offences"]
    ]
    Offence.objects.bulk_create(
        offences,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["act", "section", "title", "first_penalty", "later_penalty", "source"],
    )
    return len(offences)


def _offence(row: dict, act: dict) -> Offence:
    return Offence(
        code=row["code"],
        act=act["act"],
        section=row["section"],
        title=row["title"],
        first_penalty=row.get("first", ""),
        later_penalty=row.get("later", ""),
        source=act["source"],
    )
