"""The return home that an exit makes, and what becomes of it when the exit is corrected."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.actions import reintegration
from cases.models import Case, Reintegration
from shelter import gate
from shelter.actions.departure import HOMES_OF_EXITS, Departure
from shelter.models import Admission, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.places.models import County

HOME_COUNTRY = "KE"


def begin(*, admission: Admission, departure: Departure, by: User) -> Reintegration | None:
    """Keep the return with its visits, or take the one that was written down for that day."""
    case = admission.case
    if not departure.home or not case.is_open:
        return None
    day = timezone.localdate(departure.left_at)
    there = case.reintegrations.filter(happened_on=day).first()
    if there is not None:
        return there
    country, county = _whereabouts(departure, case)
    return reintegration.record_return(
        case=case, happened_on=day, kind=departure.home, by=by, county=county, country=country,
        package_kes=departure.package_kes, calls_first=True,
    )  # fmt: skip


def follow(
    *, exit_: ShelterExit, before: ShelterExit, ended_before: dt.datetime, departure: Departure,
    by: User,
) -> None:  # fmt: skip
    """Let the return home follow an exit that was corrected: made, changed, or taken back.

    `before`, `ended_before`: what the exit said until now, and when the stay had ended. What
    somebody corrected on the return itself stays. Raises DomainError where a visit
    says that the person did go home, or where somebody else wrote the return down.
    """
    there = exit_.reintegration
    if there is None:
        if not _home_of(before) and departure.home:
            _point(exit_, begin(admission=exit_.admission, departure=departure, by=by))
        return
    if not departure.home:
        _take_back(there, exit_, by)
        return
    facts = _changes(there, exit_, before, departure)
    was_on, day = timezone.localdate(ended_before), timezone.localdate(departure.left_at)
    if there.happened_on == was_on != day:
        facts["happened_on"] = day
    if facts:
        reintegration.correct_return(row=there, version=there.version, by=by, **facts)


def _changes(
    there: Reintegration, exit_: ShelterExit, before: ShelterExit, departure: Departure
) -> dict[str, Any]:
    """Return what the corrected exit says otherwise of the return home than it did before."""
    facts: dict[str, Any] = {}
    was, now = (_whereabouts(each, there.case) for each in (before, exit_))
    if there.kind != departure.home:
        facts["kind"] = departure.home
    if (there.country, there.county) == was != now:
        facts["country"], facts["county"] = now
    if there.package_kes == before.package_kes != exit_.package_kes:
        facts["package_kes"] = exit_.package_kes
    return facts


def _whereabouts(said: Departure | ShelterExit, case: Case) -> tuple[str, County | None]:
    """Return country and county of a return; who goes to another country has no county of ours."""
    if said.kind != gate.REPATRIATED:
        return HOME_COUNTRY, said.county
    return case.person.nationality or HOME_COUNTRY, None


def _take_back(there: Reintegration, exit_: ShelterExit, by: User) -> None:
    """Take back what the exit itself had made, as long as nobody was visited at home."""
    day = date_format(there.happened_on)
    if there.visits.filter(done_on__isnull=False).exists():
        raise DomainError(
            _(
                "A visit after the return home of %(day)s is written down, so this stay cannot have"
                " ended without one. Correct the visit first."
            )
            % {"day": day},
            field="kind",
        )
    if there.recorded_by_id != exit_.recorded_by_id:
        raise DomainError(
            _("Somebody else wrote down the return home of %(day)s. Ask the case manager.")
            % {"day": day},
            field="kind",
        )
    _point(exit_, None)
    reintegration.take_back(row=there, by=by)


def _home_of(exit_: ShelterExit) -> str:
    """Return the kind of home that the exit said, "" for none."""
    return exit_.reintegration_kind or HOMES_OF_EXITS.get(exit_.kind, ("",))[0]


def _point(exit_: ShelterExit, there: Reintegration | None) -> None:
    """Say which return home the exit made."""
    exit_.reintegration = there
    exit_.save(update_fields=["reintegration"])
