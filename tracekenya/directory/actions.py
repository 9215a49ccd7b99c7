"""Loading the agencies and hotlines that every installation needs."""

from pathlib import Path

import yaml
from django.db import transaction

from tracekenya.directory.models import Hotline, Organisation

AGENCY_FILE = Path(__file__).parent / "data" / "agencies.yaml"


@transaction.atomic
def load_agencies(*, source: Path = AGENCY_FILE) -> tuple[int, int]:
    """Add the agencies and hotlines of the file that are missing; return how many it names of each.

    Rows that are there already stay as they are: staff edit them and check the numbers.
    """
    named = yaml.safe_load(source.read_text())
    for row in named["organisations"]:
        Organisation.objects.get_or_create(name=row["name"], defaults={"kind": row["kind"]})
    for row in named["hotlines"]:
        Hotline.objects.get_or_create(
            number=row["number"], defaults={"purpose": row["purpose"], "source": row["source"]}
        )
    return len(named["organisations"]), len(named["hotlines"])
