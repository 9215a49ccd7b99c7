"""Forms that correct a saved record: those that made it, with the version check."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.forms import court, work
from tracekenya.pages.forms import EditForm, RowForm


def edit_of(
    form: type[RowForm], *, fields: Sequence[str] = (), without: Sequence[str] = ()
) -> type[EditForm]:
    """Return the form for a saved row: the fields of `form` and `fields`, less those in `without`."""
    meta = type(
        "Meta", (form.Meta,), {"fields": [*_kept(form.Meta.fields, without), *fields]}  # type: ignore[attr-defined]
    )  # fmt: skip
    gone: Mapping[str, Any] = dict.fromkeys(("submission", *without))  # None takes a field away
    return type(f"{form.__name__}Edit", (EditForm, form), {"Meta": meta, **gone})


def _kept(fields: Sequence[str], without: Sequence[str]) -> list[str]:
    return [name for name in fields if name not in without]


ServiceEditForm = edit_of(work.ServiceForm)
ConsentEditForm = edit_of(work.ConsentForm)
PreventionEditForm = edit_of(work.PreventionForm)
ReintegrationEditForm = edit_of(work.ReintegrationForm)
VisitEditForm = edit_of(work.VisitForm)
SuspectEditForm = edit_of(court.SuspectForm, fields=["status"], without=["roles"])
CourtCaseEditForm = edit_of(court.CourtCaseForm, without=["role", "offence_on"])
ChargeEditForm = edit_of(court.ChargeForm)
HearingEditForm = edit_of(court.HearingForm)
OutcomeEditForm = edit_of(court.OutcomeForm)
