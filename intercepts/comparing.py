"""Two records that came under one key, side by side, for who decides between them."""

from dataclasses import dataclass
from typing import Any

from cases.models import Person
from intercepts.enums import RecordKind, SubmissionState
from intercepts.forms import EventForm, TallyForm
from intercepts.models import FieldSubmission, Intercept, InterceptedPerson, JourneyTally
from intercepts.phone.judging import Forms
from intercepts.phone.short_kinds import KINDS
from tracekenya.pages.facts import in_words, label_of
from tracekenya.vault.fields import open_together

OF_PERSON = (
    "intercept_type", "outcome", "age_band", "certainty", "talked_apart", "consent",
    "guardian_check", "child_view",
)  # fmt: skip
OF_IDENTITY = ("sex", "stated_age", "names", "phone", "language")


@dataclass(frozen=True)
class Pair:
    """One fact: what we have, and what came later."""

    label: str
    ours: str
    came: str

    @property
    def differs(self) -> bool:
        return self.ours != self.came


def pairs(first: FieldSubmission, forms: Forms) -> list[Pair]:
    """Return the facts of both; of what was not taken yet, only what came later is known."""
    if first.kind in KINDS:
        return _of_short(first, forms)
    model = JourneyTally if first.kind == RecordKind.TALLY else Intercept
    names = _names(TallyForm if model is JourneyTally else EventForm)
    row: Any = model.objects.filter(pk=first.made).first()  # type: ignore[attr-defined]
    found = [_pair(model, name, row, forms.main) for name in names]
    if model is Intercept:
        met = list(row.people.select_related("person").order_by("recorded_at")) if row else []
        open_together([*met, *(one.person for one in met)])
        for place, form in enumerate(forms.people):
            one = met[place] if place < len(met) else None
            found += [_pair(InterceptedPerson, name, one, form) for name in OF_PERSON]
            found += [_of_identity(name, one, form) for name in OF_IDENTITY]
    return [pair for pair in found if pair.ours or pair.came]


def _of_short(first: FieldSubmission, forms: Forms) -> list[Pair]:
    """Return the facts of a record of one form that stand in its row; a visit has no row of its own."""
    model: Any = KINDS[first.kind].model
    if model is None:
        return []
    row = model._default_manager.filter(pk=first.made).first()
    if row is not None:
        open_together([row])
    columns = {field.name for field in model._meta.fields}
    names = [name for name in forms.main.fields if name in columns]
    found = [_pair(model, name, row, forms.main) for name in names]
    return [pair for pair in found if pair.ours or pair.came]


def is_taken(first: FieldSubmission | None) -> bool:
    return first is not None and first.state == SubmissionState.TAKEN


def _names(form: Any) -> list[str]:
    return [name for name in form.base_fields if name != "submission"]


def _pair(model: Any, name: str, row: Any, form: Any) -> Pair:
    field = model._meta.get_field(name)
    ours = in_words(field, getattr(row, name)) if row is not None else ""
    return Pair(str(label_of(model, name)), ours, in_words(field, _came(form, name)))


def _of_identity(name: str, met: InterceptedPerson | None, form: Any) -> Pair:
    return _pair(Person, name, met.person if met else None, form)


def _came(form: Any, name: str) -> Any:
    cleaned = getattr(form, "cleaned_data", {})
    if name in cleaned:
        return cleaned[name]
    return form[name].value() or ""
