"""Who may read what: reports are for the house and the board; drafts of earlier values for few."""

import re
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from reporting.lookup import UnknownIndicator, indicator_row
from reporting.models import EvidenceFile, Indicator, ManualValue, YearNote
from reporting.report.kind import NAME
from tracekenya.accounts.models import User
from tracekenya.jobs.models import Job
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

CODE = re.compile(r"[1-9]\.[1-9][0-9]?")


def reports_for(user: User) -> "QuerySet[Job]":
    """Return the annual reports that `user` may read, newest first; donors: none is published yet."""
    if user.scope(Permission.REPORT_VIEW) is not Scope.ORGANISATION:
        return Job.objects.none()
    return Job.objects.filter(kind=NAME).select_related("asked_by")


def get_report_for(user: User, pk: UUID) -> Job:
    """Return the job of one report. Raises Http404 unless `user` may read it."""
    job = reports_for(user).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def get_indicator(code: str) -> Indicator:
    """Return one indicator, which everybody with the right may see. Raises Http404."""
    if not CODE.fullmatch(code):
        raise Http404
    try:
        return indicator_row(code)
    except UnknownIndicator as unknown:
        raise Http404 from unknown


def manual_values_for(user: User) -> "QuerySet[ManualValue]":
    """Return the values from earlier records that `user` may see: others than staff, approved ones."""
    values = ManualValue.objects.select_related(
        "indicator__outcome__kfa", "recorded_by", "changed_by", "approved_by", "sent_back_by"
    )
    if user.can(Permission.INDICATOR_TRUE_NUMBERS):
        return values
    return values.filter(approved_at__isnull=False)


def get_manual_value_for(user: User, pk: UUID) -> ManualValue:
    """Return one value. Raises OutOfScope unless `user` may see it."""
    return _only(manual_values_for(user), pk)


def get_evidence_for(user: User, pk: UUID) -> EvidenceFile:
    """Return one file that is still there. Raises OutOfScope unless `user` may see true numbers."""
    files = EvidenceFile.objects.select_related("value__indicator").filter(removed_at__isnull=True)
    return _only(files if user.can(Permission.INDICATOR_TRUE_NUMBERS) else files.none(), pk)


def get_year_note(pk: UUID) -> YearNote:
    """Return one note, which everybody with the right to indicators may read. Raises OutOfScope."""
    return _only(YearNote.objects.select_related("indicator", "recorded_by"), pk)


def _only(rows: "QuerySet", pk: UUID):  # type: ignore[no-untyped-def]  # of the rows' own kind
    row = rows.filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row
