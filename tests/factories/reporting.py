"""The plan's own framework for tests that need indicators, and values that people add to them."""

from functools import cache

from django.utils import timezone

from reporting.actions.evidence import FOLDER, LABEL
from reporting.actions.plan import LoadResult, load_plan
from reporting.management.commands.load_strategic_plan import COUNTY_FILE, PLAN_FILE
from reporting.models import EvidenceFile, Indicator, ManualValue, YearNote
from reporting.plan.reading import read_plan
from reporting.plan.records import Plan
from tracekenya.vault.files import keep_sealed


@cache
def printed_plan() -> Plan:
    """Return what the project's plan file says; read once for all tests."""
    return read_plan(PLAN_FILE, counties=COUNTY_FILE)


def load_printed_plan() -> LoadResult:
    """Put the plan with its 33 indicators and 47 counties into the test database."""
    return load_plan(plan=printed_plan(), by=None)


def earlier_value(code: str = "1.5", year: int = 2023, **fields) -> ManualValue:
    """Keep a value from earlier records; with `approved_by` it is approved."""
    fields = {"value": 300, "source": "Annual report 2023", "recorded_by": None} | fields
    if fields.get("approved_by"):
        fields["approved_at"] = timezone.now()
    return ManualValue.objects.create(
        indicator=Indicator.objects.get(code=code), year=year, **fields
    )


def evidence_file(value: ManualValue, **fields) -> EvidenceFile:
    """Keep the row of a file whose bytes are not there."""
    fields = {"number": 1, "kind": "pdf", "size": 10, "sha256": "ab" * 32} | fields
    return EvidenceFile.objects.create(value=value, **fields)


def sealed_evidence(value: ManualValue, content: bytes = b"%PDF-1.7 a paper") -> EvidenceFile:
    """Keep a file with its bytes, sealed as the action seals them."""
    file = evidence_file(value, size=len(content))
    keep_sealed(content, folder=FOLDER, label=LABEL, row=file.pk)
    return file


def year_note(code: str = "1.5", year: int = 2025, **words) -> YearNote:
    return YearNote.objects.create(indicator=Indicator.objects.get(code=code), year=year, **words)
