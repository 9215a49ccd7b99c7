"""The fingerprint of the data printed: the same numbers give the same one, in every language."""

import hashlib
import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from reporting.report.contents import Line, Report


def fingerprint_of(report: Report) -> str:
    """Return the SHA-256, in hex, of the canonical JSON of all numbers that the report prints."""
    return hashlib.sha256(canonical(numbers_of(report)).encode()).hexdigest()


def canonical(numbers: Any) -> str:
    """Return JSON with sorted keys, no spaces, and decimals without trailing zeros."""
    return json.dumps(numbers, sort_keys=True, separators=(",", ":"), default=_plain)


def numbers_of(report: Report) -> dict[str, Any]:
    """Return the numbers by code, without a word of any language."""
    earlier = [[one.code, one.year, one.value] for one in report.earlier]
    return {
        "year": report.year,
        "is_provisional": report.is_provisional,
        "indicators": {line.code: _line(line) for line in report.lines},
        "reach": {row.code: row.cells for row in report.reach.rows},
        "services": asdict(report.services),
        "shelter": asdict(report.shelter),
        "justice": asdict(report.justice),
        "money": asdict(report.money),
        **({"earlier": earlier} if earlier else {}),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "baseline": line.baseline,
        "target": line.target,
        "milestone": line.milestone,
        "value": line.value,
        "value_year": line.value_year,
        "percent": line.percent,
        "status": line.status.value,
        "trend": line.trend,
        "earlier": line.from_earlier_records,
        "tables": {
            table.dimension: {
                cell.code: "hidden" if cell.is_hidden else cell.count for cell in table.cells
            }
            for table in line.tables
        },
    }


def _plain(value: Any) -> str:
    """Write 12.50 and 12.5 alike. Raises TypeError for what has no place among numbers."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is no number")
    return format(value.normalize(), "f")
