"""What phones sent and nobody could take yet: the list, and what the page of one says without its text."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercepts.actions.to_mend import WAITING
from intercepts.enums import DiscardReason, RecordKind, SubmissionState
from intercepts.models import FieldSubmission, Intercept, InterceptPhoto
from intercepts.phone.short_kinds import KINDS
from tracekenya.pages.cells import Tag, words
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

REASONS = {
    "refused_by_form": _("Fields to be mended"),
    "cannot_open": _("It does not open with our keys"),
    "not_json": _("It cannot be read"),
    "unknown_kind": _("A kind that is not taken yet"),
    "unknown_version": _("A form that is too old"),
    "revoked_phone": _("From a revoked phone"),
    "other_content": _("Came again with other content"),
    "used_id": _("Its key belongs to another record"),
    "refused_by_database": _("The database refused it"),
    "for_office": _("A visit to put on its case"),
    "older_form": _("By an older form"),
    "record_waits": _("Its record waits to be mended"),
    "no_picture": _("It is no picture that can be opened."),
}
TONES = {
    SubmissionState.QUARANTINED: "warning", SubmissionState.CONFLICT: "danger",
    SubmissionState.TAKEN: "success", SubmissionState.DISCARDED: "",
}  # fmt: skip


class SubmissionFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"), empty_label=_("What waits"), method="by_state",
        choices=[("all", _("Everything, also what was settled")), *SubmissionState.choices],
    )  # fmt: skip
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=RecordKind.choices, empty_label=_("Any"), field_name="kind"
    )

    class Meta:
        model = FieldSubmission
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        every = FieldSubmission.objects.select_related("phone__monitor").defer("sealed")
        return every if value == "all" else every.filter(state=value)


def waiting_rows() -> QuerySet:
    rows = FieldSubmission.objects.filter(state__in=WAITING)
    return rows.select_related("phone__monitor").defer("sealed")


def get_submission_for(user: Any, pk: Any) -> FieldSubmission:
    """Return the record as it came; `@requires` has checked the act. Raises OutOfScope."""
    rows = FieldSubmission.objects.select_related("phone__monitor", "settled_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def reason_words(row: FieldSubmission) -> str:
    return ", ".join(str(REASONS.get(code, code)) for code in row.reasons)


def state_tag(row: FieldSubmission) -> Tag:
    return Tag(row.get_state_display(), TONES[SubmissionState(row.state)])


def first_of(row: FieldSubmission) -> FieldSubmission | None:
    """Return the record that came first under the same key."""
    if not row.is_second:
        return None
    return FieldSubmission.objects.filter(client_uuid=row.client_uuid, is_second=False).first()


def facts(row: FieldSubmission) -> list[Fact]:
    first, phone = first_of(row), row.phone
    found = [
        fact(_now("Kind"), row.get_kind_display()),
        fact(_now("Phone"), phone.label, url=phone.get_absolute_url()),
        fact(_now("Monitor"), phone.monitor.staff_code),
        fact(_now("Received"), words(row.received_at)),
        fact(_now("Time of the phone"), words(row.device_time) or _now("Not known")),
        fact(_now("Why it waits"), reason_words(row) or _now("Nothing to mend")),
        fact(_now("Fields at fault"), ", ".join(row.faults) or _now("None")),
    ]
    if first is not None:
        found.append(
            fact(_now("Came first"), words(first.received_at), url=first.get_absolute_url())
        )
    if row.made:
        found.append(fact(_now("Taken as"), row.ref or row.get_kind_display(), url=_made_url(row)))
    if row.settled_by:
        found.append(fact(_now("Settled by"), row.settled_by.staff_code))
    if row.discard_reason:
        found.append(fact(_now("Why discarded"), DiscardReason(row.discard_reason).label))
    return found


def acts(row: FieldSubmission) -> list[Act]:
    if row.state not in WAITING:
        return []
    may = Permission.QUARANTINE_MEND
    mend = reverse("intercepts:submission_mend", args=[row.pk])
    discard = reverse("intercepts:submission_discard", args=[row.pk])
    is_photo = row.kind == RecordKind.PHOTO
    label = _("Put it with its intercept") if is_photo else _("Open and mend")
    return [
        Act(label, mend, "lock", may, is_post=True),
        Act(_("Discard"), discard, "", may),
    ]


def _made_url(row: FieldSubmission) -> str:
    """Return the page of what it became; a visit stands on a case that not every reader may open."""
    if row.kind == RecordKind.INTERCEPT:
        return Intercept(pk=row.made).get_absolute_url()
    model: Any = KINDS[row.kind].model if row.kind in KINDS else None
    if row.kind == RecordKind.PHOTO:
        model = InterceptPhoto
    made = model._default_manager.filter(pk=row.made).first() if model else None
    return made.get_absolute_url() if made else ""


SUBMISSIONS = ListPage(
    name="to-be-mended",
    title=_("To be mended"),
    lead=_("Records of phones that could not be taken as they came. Nothing of them is lost."),
    columns=(
        Column(
            "received", _("Received"), lambda row: Link(words(row.received_at), row.get_absolute_url()),
            "received_at", is_whole=True,
        ),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
        Column("phone", _("Phone"), lambda row: row.phone.label, "phone__label"),
        Column("monitor", _("Monitor"), lambda row: row.phone.monitor.staff_code),
        Column("why", _("Why it waits"), reason_words),
        Column("state", _("State"), state_tag, "state"),
    ),
    filters=SubmissionFilter,
    sort="received",
    empty_title=_("Nothing waits"),
    empty_text=_("What phones send was taken as it came."),
)  # fmt: skip
