"""Policies of the organisation; those approved, up to standard and not overdue are counted by 4.1."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.models import PolicyDocument
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

STATE_TONES = {"in_use": "success", "draft": "info", "retired": ""}


class PolicyFilter(filters.FilterSet):
    status = filters.ChoiceFilter(
        label=_("State"), choices=lambda: choices("policy_status"), empty_label=_("Any")
    )
    overdue = filters.ChoiceFilter(
        label=_("Review"),
        choices=[("late", _("Overdue"))],
        empty_label=_("Any"),
        method="by_review",
    )

    class Meta:
        model = PolicyDocument
        fields: list[str] = []

    def by_review(self, rows, name: str, value: str):
        return rows.filter(status="in_use", next_review_on__lte=timezone.localdate())


def state_of(policy: PolicyDocument) -> Tag:
    return Tag(policy.get_status_display(), STATE_TONES.get(policy.status, ""))


def tags_of(policy: PolicyDocument) -> list[Tag]:
    is_late = (
        policy.status == "in_use"
        and policy.next_review_on is not None
        and policy.next_review_on <= timezone.localdate()
    )
    return [state_of(policy), *([Tag(_("Review overdue"), "warning")] if is_late else [])]


def check(policy: PolicyDocument) -> None:
    """Refuse a state without its day, and days in the future or in the wrong order.

    Raises DomainError at the field.
    """
    others = PolicyDocument.objects.exclude(pk=policy.pk)
    if others.filter(title__iexact=policy.title).exists():
        raise DomainError(
            _now("A policy with this title is in the register already."), field="title"
        )
    _check_state(policy)
    refuse_future(policy.approved_on, "approved_on")
    refuse_future(policy.retired_on, "retired_on")
    refuse_before(
        policy.next_review_on,
        policy.approved_on,
        field="next_review_on",
        sentence=_now("The review (%(day)s) cannot be before the approval (%(earliest)s)."),
    )
    refuse_before(
        policy.retired_on,
        policy.approved_on,
        field="retired_on",
        sentence=_now("It cannot be retired on %(day)s, before its approval (%(earliest)s)."),
    )


def _check_state(policy: PolicyDocument) -> None:
    if policy.status == "in_use" and policy.approved_on is None:
        raise DomainError(
            _now("A policy in use has been approved: enter the day."), field="approved_on"
        )
    if policy.status == "retired" and policy.retired_on is None:
        raise DomainError(_now("Enter the day on which it was retired."), field="retired_on")
    if policy.status != "retired" and policy.retired_on is not None:
        raise DomainError(
            _now("Only a retired policy has such a day: change the state, or clear the day."),
            field="retired_on",
        )


POLICIES = Register(
    app="programmes",
    name="policy",
    folder="registers/policies",
    model=PolicyDocument,
    listing=ListPage(
        name="policies",
        title=_("Policies"),
        columns=(
            Column(
                "title", _("Title"), lambda row: Link(row.title, row.get_absolute_url()), "title"
            ),
            Column("state", _("State"), state_of, "status"),
            Column("approved", _("Approved on"), lambda row: row.approved_on, "approved_on"),
            Column("review", _("Next review on"), lambda row: row.next_review_on, "next_review_on"),
        ),
        filters=PolicyFilter,
        sort="title",
        empty_title=_("No policy yet"),
        empty_text=_("Enter each policy with the day of its approval and of its next review."),
    ),
    add_label=_("Add a policy"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.INSTITUTION_REGISTER_EDIT,
    fields=("title", "status", "meets_standard", "approved_on", "next_review_on", "retired_on"),
    hints={
        "meets_standard": _("Only policies that meet the standard are counted by indicator 4.1."),
        "next_review_on": _(
            "From this day on an unreviewed policy is no longer counted; without a day it never is."
        ),
    },
    rows=all_rows(PolicyDocument),
    check=check,
    tags=tags_of,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
