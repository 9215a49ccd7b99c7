"""Opening a case: for a new person, or for one who is known already."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from cases.actions import cases, people
from cases.finding import Found, Wanted, masters_in_reach
from cases.forms.cases import OpenCaseForm
from cases.forms.people import PersonForm
from cases.models import Case, Person
from tracekenya.lib.errors import DomainError


class Opening:
    """One try to open a case from the two forms of the page.

    `asked` may hold "use" (id of a known person) or "anyway" (enter a new one all the same).
    After `perform`, `alike` holds people who may be the same, if that is why nothing was opened.
    """

    def __init__(
        self, person_form: PersonForm, case_form: OpenCaseForm, *, by, asked: Mapping[str, str]
    ) -> None:
        self.person_form, self.case_form = person_form, case_form
        self.by, self.asked = by, asked
        self.alike: list[Found] = []

    def perform(self) -> Case | None:
        """Return the open case, or None with the errors or the similar people to show."""
        person = self._known_person()
        if person is not None:
            return self._for(person) if self.case_form.is_valid() else None
        if not self.person_form.is_valid() or not self.case_form.is_valid():
            return None
        if "anyway" not in self.asked and not self._was_sent_before():
            self.alike = self._people_alike()
        if self.alike:
            return None
        return self._for_new_person()

    def may_show(self, case: Case) -> bool:
        return Case.objects.visible_to(self.by).filter(pk=case.pk).exists()

    def _known_person(self) -> Person | None:
        """Return the person whom the reader chose, if within reach."""
        try:
            chosen = uuid.UUID(self.asked.get("use", ""))
        except ValueError:
            return None
        return masters_in_reach(self.by).filter(pk=chosen).first()

    def _was_sent_before(self) -> bool:
        return Case.objects.filter(pk=self.case_form.cleaned_data["submission"]).exists()

    def _people_alike(self) -> list[Found]:
        data = self.person_form.cleaned_data
        wanted = Wanted(data["names"], data["phone"], data["document_number"])
        return people.search(wanted=wanted, by=self.by)

    def _for(self, person: Person) -> Case | None:
        return self._try(cases.open_case, person=person)

    def _for_new_person(self) -> Case | None:
        return self._try(cases.open_for_new_person, facts=self.person_form.cleaned_data)

    def _try(self, action: Callable[..., Case], **given: Any) -> Case | None:
        """Run the action; a refusal becomes an error of the form that has the field at fault."""
        try:
            return action(by=self.by, **given, **self.case_form.cleaned_data)
        except DomainError as refusal:
            is_about_person = refusal.field in self.person_form.fields
            form = self.person_form if is_about_person else self.case_form
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return None
