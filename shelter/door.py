"""Somebody at the door: one page, one try to let the person in, from a person nobody knows yet."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from cases.actions import people
from cases.finding import Found, Wanted, masters_in_reach
from cases.models import Case, Person
from shelter import fit, occupancy, stopped
from shelter.actions import doors
from shelter.enums import BedState
from shelter.forms.door import DoorForm
from shelter.forms.stays import needs_in
from shelter.models import Admission, Bed, Shelter
from shelter.occupancy import Offer
from tracekenya.ui.forms import perform


class Visitor:
    """One try at the door.

    `asked` may hold "use" (id of a known person) or "anyway" (somebody else all the same).
    After `perform`, `alike` holds people who may be the same, if that is why nobody came in yet.
    """

    def __init__(self, shelter: Shelter, asked: Mapping[str, str] | None, *, by: Any) -> None:
        self.shelter, self.by, self.asked = shelter, by, asked or {}
        self.alike: list[Found] = []
        self.known = self._known_person()
        self.needs = needs_in(asked)
        self.offers = self._offers(asked)
        self.stopped = stopped.of([shelter], self.offers, by)
        mothers = occupancy.possible_mothers(self._guest(), [shelter])
        self.form = DoorForm(asked, offers=self.offers, mothers=mothers, needs=self.needs)

    def perform(self) -> Admission | None:
        """Return the stay, or None with the errors or the similar people to show.

        Sent once more, it leads to the stay already begun: the bed is no longer free by then.
        """
        made = self._made_before()
        if made is not None or not self.form.is_valid():
            return made
        if self.known is None and "anyway" not in self.asked:
            self.alike = self._people_alike()
        if self.alike:
            return None
        return perform(
            self.form, doors.let_in, by=self.by, shelter=self.shelter, known=self.known,
            person=self.form.person(), submission=self.form.cleaned_data["submission"],
            bed=self.form.cleaned_data["bed"], arrival=self.form.arrival(),
            source=self.form.cleaned_data["source"],
        )  # fmt: skip

    def _known_person(self) -> Person | None:
        """Return the person whom the reader chose, if within reach."""
        chosen = self._key("use")
        return masters_in_reach(self.by).filter(pk=chosen).first() if chosen else None

    def _made_before(self) -> Admission | None:
        sent = self._key("submission")
        if sent is None:
            return None
        mine = Admission.objects.filter(case=sent, case__recorded_by=self.by, shelter=self.shelter)
        return mine.order_by("-recorded_at").first()

    def _key(self, name: str) -> uuid.UUID | None:
        try:
            return uuid.UUID(self.asked.get(name, ""))
        except ValueError:
            return None

    def _offers(self, asked: Mapping[str, str] | None) -> list[Offer]:
        """Return the beds: all free ones as long as nobody said who came, else those that suit."""
        if asked is None:
            return free_beds(self.shelter)
        return occupancy.offers(self._guest(), [self.shelter], self.needs)

    def _guest(self) -> Case:
        """Return a case that nobody saved, of the person whom the form tells of."""
        if self.known is not None:
            return Case(person=self.known)
        form = DoorForm(self.asked, offers=[], mothers=[])
        form.is_valid()
        person = Person(sex=form.cleaned_data.get("sex") or "unknown")
        age = form.cleaned_data.get("age")
        if age is not None:
            person.stated_age, person.stated_age_on = age, timezone.localdate()
        return Case(person=person)

    def _people_alike(self) -> list[Found]:
        names = self.form.cleaned_data["names"]
        return people.search(wanted=Wanted(names, "", ""), by=self.by) if names.strip() else []


def free_beds(shelter: Shelter) -> list[Offer]:
    """Return every free bed of the house by room; whom each suits follows from the kind of room.

    Where the house takes nobody new, each says so.
    """
    taken = occupancy.assignments_in([shelter])
    beds = Bed.objects.filter(room__shelter=shelter).select_related("room__shelter__office")
    free = [bed for bed in beds if occupancy.state_of(bed, taken.get(bed.pk)) is BedState.FREE]
    reasons = [] if shelter.is_accepting else [str(fit.NOBODY_NEW)]
    return [Offer(bed, reasons) for bed in sorted(free, key=lambda bed: (bed.room.name, bed.label))]
