"""Health checks of a stay: what the pages say of them, what opens by a click, and the alarm."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.reveals import Reveal
from shelter.assault_window import Window, ends_at, window_of
from shelter.house_records import get_of_stay
from shelter.models import Admission, HealthCheck
from shelter.models.medical import DIFFICULTIES
from shelter.moments import moment_words
from shelter.stay_rows import read_together
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission

CARE = ("chronic", "vaccination", "suicide_risk", *DIFFICULTIES)  # what the house needs to care
FINDINGS = (
    "consent", "facility", "clinician", "complaints", "injuries", "body_parts", "pregnancy_test",
    "assault_at", "post_rape_care", "pep_started_at",
)  # fmt: skip
WORDS = ("facility", "clinician", "complaints", "injuries", "chronic", "vaccination", "hiv_note")


def _row(user: Any, pk: Any, act: Permission) -> HealthCheck:
    return get_of_stay(HealthCheck, user, pk, act)


def _code(row: HealthCheck) -> str:
    return row.admission.case.code


_reveal = partial(
    Reveal, folder="health-checks/", get=_row, case_of=lambda row: row.admission.case,
    name_of_home=lambda row: title_of(row),
)  # fmt: skip
HEALTH = _reveal(
    route="shelter:health_read", act=Permission.MEDICAL_VIEW, fields=(*FINDINGS, *CARE),
    label=_("Open the answers"), title=lambda row: _now("Health of %(code)s") % {"code": _code(row)},
)  # fmt: skip
HIV = _reveal(
    route="shelter:hiv_read", end="more/read/", act=Permission.HIV_VIEW, fields=("hiv_note",),
    label=_("Open the second seal"),
    title=lambda row: _now("Second seal: %(code)s") % {"code": _code(row)},
)  # fmt: skip


def title_of(check: HealthCheck) -> str:
    return _now("Health check of %(time)s") % {"time": moment_words(check.checked_at)}


def checks_of(stay: Admission) -> list[HealthCheck]:
    """Return the checks of a stay, the newest first, without what is sealed."""
    return read_together(stay, "health_checks")


def alarms_of(checks: Sequence[HealthCheck]) -> list[Tag]:
    """Return the alarm of each check whose window is open now; it names neither cause nor care."""
    now = timezone.now()
    windows = (Window.OPEN, Window.LAST)
    return [
        Tag(
            _now("Care now, until %(time)s") % {"time": moment_words(end)},
            "danger",
        )
        for check in checks
        if window_of(check, now) in windows and (end := ends_at(check)) is not None
    ]


def with_open_window(now: dt.datetime) -> QuerySet[HealthCheck]:
    """Return the checks of residents whose window is open and unanswered at `now`."""
    since = now - dt.timedelta(hours=settings.ASSAULT_WINDOW_HOURS)
    rows = HealthCheck.objects.filter(
        assault_at__gt=since, post_rape_care="", pep_started_at__isnull=True,
        admission__in=Admission.objects.in_house(),
    )  # fmt: skip
    return _light(rows)


def acts_on(check: HealthCheck, user: Any) -> list[Act]:
    edit = address("shelter:health_edit", check.pk)
    return [
        *HEALTH.act_on(check, user),
        *HIV.act_on(check, user),
        Act(_now("Change"), edit, "edit", Permission.MEDICAL_RECORD),
    ]


def _light(rows: QuerySet[HealthCheck]) -> QuerySet[HealthCheck]:
    return rows.defer(*WORDS)
