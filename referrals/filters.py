"""Filters of the list of referrals; none of them names a person."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from referrals.models import Referral
from tracekenya.directory.models import Organisation
from tracekenya.lib.vocabularies import choices
from tracekenya.ui.widgets import DayInput

ANY = _("Any")
WAITING, OVERDUE = "waiting", "overdue"


class ReferralFilter(filters.FilterSet):
    status = filters.ChoiceFilter(
        label=_("Status"), choices=lambda: choices("referral_status"), empty_label=ANY
    )
    answer = filters.ChoiceFilter(
        label=_("Answer"),
        choices=[(WAITING, _("Waiting for an answer")), (OVERDUE, _("Answer overdue"))],
        empty_label=ANY,
        method="by_answer",
    )
    organisation = filters.ChoiceFilter(label=_("To whom"), empty_label=ANY)
    reason = filters.ChoiceFilter(
        label=_("Why"), choices=lambda: choices("referral_reason"), empty_label=ANY
    )
    urgency = filters.ChoiceFilter(
        label=_("Urgency"), choices=lambda: choices("referral_urgency"), empty_label=ANY
    )
    from_day = filters.DateFilter("drafted_on", "gte", label=_("Drafted from"), widget=DayInput)
    to_day = filters.DateFilter("drafted_on", "lte", label=_("Drafted until"), widget=DayInput)

    class Meta:
        model = Referral
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the organisations by two columns alone: a list is opened all day long."""
        super().__init__(*args, **options)
        named = Organisation.objects.values_list("pk", "name")
        self.filters["organisation"].extra["choices"] = [(str(pk), name) for pk, name in named]

    def by_answer(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.overdue() if value == OVERDUE else rows.waiting()
