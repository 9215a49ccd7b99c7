"""Loading the agencies and hotlines that every installation needs; checking a hotline."""

from pathlib import Path

import yaml
from django.db import transaction
from django.utils import timezone

from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.directory.models import Hotline, Organisation
from tracekenya.lib.records import save_edited
from tracekenya.pages.facts import plain_changes, values_of

AGENCY_FILE = Path(__file__).parent / "data" / "agencies.yaml"


@transaction.atomic
def load_agencies(*, source: Path = AGENCY_FILE) -> tuple[int, int]:
    """Add the agencies and hotlines of the file that are missing; return how many it names of each.

    Rows that are there already stay as they are: staff edit them and check the numbers. Only Swahili
    words are added to those that have none.
    """
    named = yaml.safe_load(source.read_text())
    for row in named["organisations"]:
        Organisation.objects.get_or_create(name=row["name"], defaults={"kind": row["kind"]})
    for row in named["hotlines"]:
        told = {name: row[name] for name in ("purpose", "purpose_sw", "source")}
        kept, _is_new = Hotline.objects.get_or_create(number=row["number"], defaults=told)
        if kept.purpose == row["purpose"] and not kept.purpose_sw:  # loaded before it had both
            Hotline.objects.filter(pk=kept.pk).update(purpose_sw=row["purpose_sw"])
    return len(named["organisations"]), len(named["hotlines"])


@transaction.atomic
def mark_checked(*, hotline: Hotline, by: User) -> Hotline:
    """Say that the number was called today and works; said twice on one day, it is kept once."""
    hotline = Hotline.objects.select_for_update(of=("self",)).get(pk=hotline.pk)
    before = values_of(hotline, ["verified_on"])
    hotline.verified_on = timezone.localdate()
    if changes := plain_changes(hotline, before):
        save_edited(hotline, version=hotline.version)
        record(AuditKind.CHANGED, by=by, target=hotline, fields=changes)
    return hotline
