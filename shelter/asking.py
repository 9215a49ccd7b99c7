"""Asking for a bed for a case: what the person needs, which beds suit, and which houses can be asked."""

from typing import Any

from django.http import QueryDict

from cases.models import Case
from shelter import fit, occupancy, stopped
from shelter.access import shelters_to_ask
from shelter.forms.stays import KEPT_FOR_LAST, AskForm, HoldForm, needs_in
from shelter.models import Admission


class Asking:
    """One look at the page on which a bed is asked for, or one try to hold a bed.

    `asked`: what was sent, None for nothing. A try that only changes the needs ("look") draws the beds
    anew; with `of_house` a house is asked without a bed. `houses`: those that can be asked so.
    """

    def __init__(self, case: Case, asked: Any, *, by: Any, of_house: bool = False) -> None:
        self.case = case
        self.needs = _needs_of(case) if asked is None else needs_in(asked)
        shelters = list(shelters_to_ask(by))
        self.offers = occupancy.offers(case, shelters, self.needs)
        self.stopped = stopped.of(shelters, self.offers, by)
        self.houses = [shelter for shelter in shelters if shelter.is_accepting]
        tries = asked is not None and "look" not in asked and not of_house
        self.form = HoldForm(
            asked if tries else None, offers=self.offers, needs=self.needs,
            initial={"bed": asked.get("bed") if asked else None},
        )  # fmt: skip
        self.ask_form = AskForm(asked if of_house else None, shelters=shelters_to_ask(by))

    def nearest(self) -> QueryDict | None:
        """Return what somebody would send for the first bed that suits without a second thought, or None.

        A bed held for the person goes first, then those of the office of the case; rooms that are kept
        for those who cannot sleep elsewhere are never taken unasked.
        """
        fitting = [
            offer
            for offer in self.offers
            if not (offer.reasons or offer.unmet or offer.with_mother)
            and offer.bed.room.kind not in KEPT_FOR_LAST
        ]
        if not fitting:
            return None
        office = self.case.office_id
        best = min(fitting, key=lambda o: (not o.is_held, o.bed.room.shelter.office_id != office))
        sent = QueryDict(mutable=True)
        sent["bed"] = str(best.bed.pk)
        sent.setlist("needs", list(self.needs))
        return sent


def _needs_of(case: Case) -> tuple[str, ...]:
    """Return what was said the last time somebody asked for a place for `case`."""
    said = Admission.objects.filter(case=case).order_by("-recorded_at")
    kept = said.values_list("needs", flat=True).first() or ()
    return tuple(code for code in fit.NEEDS if code in kept)
