"""What M&E may change of the framework: who is responsible, how years add up, milestones, the reading.

The plan's own words, its baselines and its printed targets are never changed here.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.enums import Accumulation
from reporting.models import Indicator, IndicatorReading, Milestone
from reporting.numbers import plain
from reporting.readings import chosen_readings, readings_for
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.pages.actions import rows


@transaction.atomic
def change_settings(*, row: Indicator, version: int, by: User, **facts: Any) -> Indicator:
    """Change who is responsible, the source and how years add up. Raises StaleVersion, DomainError."""
    accumulation = facts.get("accumulation", row.accumulation)
    adds_baseline = accumulation == Accumulation.CUMULATIVE_WITH_BASELINE
    return rows.edit(row, version=version, by=by, includes_baseline=adds_baseline, **facts)  # type: ignore[type-var]  # it has a version


@transaction.atomic
def choose_reading(
    *, indicator: Indicator, reading: str, reason: str, version: int, by: User
) -> IndicatorReading:
    """Let another reading count from now on. `version`: of the last choice, 0 for none.

    Raises StaleVersion, DomainError for a reading that is unknown or in force already.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    if reading not in readings_for(indicator):
        raise DomainError(_("Choose one of the readings shown."), field="reading")
    last = reading_version(indicator)
    if last != version:
        raise _saved_meanwhile()
    if chosen_readings([indicator])[indicator.code].name == reading:
        raise DomainError(_("This reading is in force already."), field="reading")
    row = IndicatorReading(
        indicator=indicator, reading=reading, reason=reason, version=last + 1,
        chosen_on=timezone.localdate(), chosen_by=by.staff_code,
    )  # fmt: skip
    rows.judge(row)
    row.save(force_insert=True)
    record(AuditKind.CHANGED, by=by, target=indicator, fields={"reading": reading})
    return row


def reading_version(indicator: Indicator) -> int:
    """Return the version of the last choice of a reading, 0 where the rule was never left."""
    return indicator.readings.aggregate(last=Max("version"))["last"] or 0


@transaction.atomic
def set_milestones(
    *, indicator: Indicator, values: dict[int, Decimal], reason: str, version: int, by: User
) -> Indicator:
    """Change the milestones of the plan's years; one row in the trail for each that changed.

    values: by year, in the indicator's unit. version: `milestones_version` as it was read.
    Raises StaleVersion, DomainError when nothing changed.
    """
    lines = {line.year: line for line in indicator.milestones.select_for_update()}
    if sum(line.version for line in lines.values()) != version:
        raise _saved_meanwhile()
    changed = [lines[year] for year, value in values.items() if lines[year].value != value]
    if not changed:
        raise DomainError(_("No milestone was changed."))
    for line in changed:
        _set_milestone(line, values[line.year], reason, by)
    return indicator


def milestones_version(indicator: Indicator) -> int:
    """Return a number that grows with each change of any milestone."""
    return sum(line.version for line in indicator.milestones.all())


def _set_milestone(line: Milestone, value: Decimal, reason: str, by: User) -> None:
    old, line.value = line.value, value
    line.reason, line.changed_on = reason, timezone.localdate()
    line.version += 1
    rows.judge(line)
    line.save()
    record(AuditKind.CHANGED, by=by, target=line, fields={"value": [plain(old), plain(value)]})


def _saved_meanwhile() -> StaleVersion:
    return StaleVersion(
        _("Somebody else saved this record while you were writing. Your text is kept below.")
    )
