"""Who may read which report: made by us for the house and the board, drafts are not for donors."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from reporting.report.kind import NAME
from tracekenya.accounts.models import User
from tracekenya.jobs.models import Job
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


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
