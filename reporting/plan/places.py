"""The places and organisations of a plan file, and the county list that it refers to."""

import csv
from pathlib import Path

from django.utils.text import slugify

from reporting.plan.cursor import Cursor, PlanFileError, refuse_repeats
from reporting.plan.records import CountyRecord, OfficeRecord, OrganisationRecord

OFFICE_KINDS = ("office", "shelter")
OFFICE_CODE_LENGTH = 20  # characters of the name that become the code
OFFICE_STATUSES = ("functional", "anticipated", "closed")
USUAL_KINDS = {"government_agencies": "central_government", "networks": "ngo"}
STATUS_LISTS = ("traditional", "expansion_coast", "expansion_source")


def read_county_list(source: Path) -> tuple[CountyRecord, ...]:
    """Return the 47 counties of the CSV file in the order of their official numbers.

    Raises PlanFileError when a column is missing.
    """
    with source.open(encoding="utf-8", newline="") as rows:
        try:
            return tuple(_county(row) for row in csv.DictReader(rows))
        except KeyError as missing:
            raise PlanFileError(
                f"{source.name}, line 1, field {missing.args[0]}: is missing"
            ) from None


def check_counties(root: Cursor, counties: tuple[CountyRecord, ...]) -> None:
    """Raise PlanFileError where the plan's county lists and the county list disagree."""
    lists = root.need("counties")
    for status in STATUS_LISTS:
        _check_list(lists.need(status), {one.name for one in counties if one.plan_status == status})
    in_baseline = {one.name for one in counties if one.in_baseline}
    _check_list(lists.need("indicator_1_3_baseline"), in_baseline)


def read_offices(root: Cursor, counties: tuple[CountyRecord, ...]) -> tuple[OfficeRecord, ...]:
    """Return the offices and shelters of the plan."""
    rows = root.need("offices").items()
    refuse_repeats(row.need("name") for row in rows)
    names = [county.name for county in counties]
    offices = tuple(_office(row, names) for row in rows)
    codes = [office.code for office in offices]
    for row, code in zip(rows, codes, strict=True):
        if not code or codes.count(code) > 1:
            row.need("name").fail(f"must begin with {OFFICE_CODE_LENGTH} letters of its own")
    return offices


def read_organisations(root: Cursor, kinds: list[str]) -> tuple[OrganisationRecord, ...]:
    """Return the government agencies, then the networks. kinds: codes of organisation_type."""
    rows = [
        (row, usual_kind)
        for name, usual_kind in USUAL_KINDS.items()
        for row in root.need(name).items()
    ]
    refuse_repeats(_name(row) for row, _usual_kind in rows)
    return tuple(_organisation(row, usual_kind, kinds) for row, usual_kind in rows)


def _organisation(row: Cursor, usual_kind: str, kinds: list[str]) -> OrganisationRecord:
    """An organisation stands in the file as its name alone or with its kind."""
    name = _name(row).text(longest=160)
    kind = None if row.is_scalar else row.get("kind")
    return OrganisationRecord(name, kind.one_of(kinds) if kind else usual_kind)


def _name(row: Cursor) -> Cursor:
    return row if row.is_scalar else row.need("name")


def _county(row: dict[str, str]) -> CountyRecord:
    return CountyRecord(
        code=row["code"],
        name=row["name"],
        region=row["region"],
        plan_status=row["plan_status"],
        in_baseline=row["in_indicator_1_3_baseline"] == "yes",
    )


def _office(row: Cursor, county_names: list[str]) -> OfficeRecord:
    name, status = row.need("name"), row.need("status")
    kind, counties = row.get("kind"), row.get("counties")
    first_word = status.text().split()[0]
    if first_word not in OFFICE_STATUSES:
        status.fail(f"must begin with one of {', '.join(OFFICE_STATUSES)}")
    return OfficeRecord(
        code=slugify(name.text(longest=80))[:OFFICE_CODE_LENGTH],
        name=name.text(longest=80),
        kind=kind.one_of(OFFICE_KINDS) if kind else OFFICE_KINDS[0],
        status=first_word,
        status_as_printed=status.text(),
        reach=row.need("reach").text(longest=200),
        counties=tuple(one.one_of(county_names) for one in counties.items()) if counties else (),
    )


def _check_list(names: Cursor, expected: set[str]) -> None:
    refuse_repeats(names.items())
    for name in names.items():
        if name.text() not in expected:
            name.fail(f"{name.text()} is not so in the list of counties")
    missing = expected - {name.text() for name in names.items()}
    if missing:
        names.fail(f"{', '.join(sorted(missing))} is missing, as the list of counties has it")
