"""Rows that many forms of one batch choose from, each list read once."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from intercepts.actions.met import Forms
from intercepts.models import Station, TransportOperator
from intercepts.phone.patterns import Patterns
from tracekenya.places.models import County


class Known:
    """Stations, operators and counties by their keys, the screening forms, and the forms of the batch.

    Also stations where we stand no more: a record that waited on a phone was made when we did.
    """

    @cached_property
    def stations(self) -> dict[str, Station]:
        return _by_key(Station.objects.select_related("county"))

    @cached_property
    def operators(self) -> dict[str, TransportOperator]:
        return _by_key(TransportOperator.objects.all())

    @cached_property
    def counties(self) -> dict[str, County]:
        return _by_key(County.objects.all())

    @cached_property
    def forms(self) -> Forms:
        return Forms()

    @cached_property
    def patterns(self) -> Patterns:
        return Patterns()

    def rows_of(self, name: str) -> dict[str, Any]:
        """Return the rows that the field `name` of a form chooses from."""
        lists = {
            "station": "stations", "operator": "operators", "destination_county": "counties",
            "origin_county": "counties",
        }  # fmt: skip
        return getattr(self, lists[name])


class KnownRow(forms.Field):
    """Stands in for a choice among rows of the database; says the same about what is none of them."""

    def __init__(self, rows: dict[str, Any], like: forms.ModelChoiceField) -> None:
        super().__init__(required=like.required, label=like.label, initial=like.initial)
        self.rows = rows
        self.invalid = like.error_messages["invalid_choice"]

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        try:
            return self.rows[str(value).lower()]
        except KeyError:
            raise ValidationError(self.invalid, code="invalid_choice") from None


def _by_key(rows: Any) -> dict[str, Any]:
    return {str(row.pk).lower(): row for row in rows}
