"""Every sealed text of every table: it comes back, and it lies under the key of the right owner."""

import uuid

import pytest
from django.apps import apps
from django.db import models

from cases.models import Case, Person
from tests.vault.sealed import (
    ELSEWHERE,
    by_label,
    of_nobody_in_the_registry,
    of_one_person,
    read,
)
from tracekenya.vault.actions.resealing import sealed_models
from tracekenya.vault.cipher import data_key_of
from tracekenya.vault.fields import sealed_fields
from tracekenya.vault.models import DataKey
from tracekenya.vault.owners import SealedFor, path_to_owner

pytestmark = pytest.mark.django_db


def owner_in_the_database(row: models.Model, field) -> object:
    lies = type(row)._base_manager.filter(pk=row.pk).values_list(field.name, flat=True).get()
    return DataKey.objects.get(pk=uuid.UUID(bytes=data_key_of(bytes(lies)))).owner


def test_every_sealed_text_comes_back_as_it_was():
    rows = of_one_person(by_label) + of_nobody_in_the_registry(by_label)

    texts = read(rows)

    everything = {
        f.seal_label for m in sealed_models() if m not in ELSEWHERE for f in sealed_fields(m)
    }
    assert texts == {label: f"Mfano {label}" for label in everything}
    assert len(texts) > 30


def test_everything_about_a_person_lies_under_the_persons_key():
    rows = of_one_person(by_label)
    person = rows[0]

    owners = {
        field.seal_label: owner_in_the_database(row, field)
        for row in rows
        for field in sealed_fields(type(row))
    }

    assert owners == dict.fromkeys(owners, person.pk)
    assert len(owners) > 20


def test_what_is_about_nobody_in_the_registry_lies_under_its_own_key():
    rows = of_nobody_in_the_registry(by_label)

    for row in rows:
        for field in sealed_fields(type(row)):
            assert owner_in_the_database(row, field) == row.pk


def reaches_a_person(model: type[models.Model]) -> bool:
    """Whether the table itself points to a person or, through what it belongs to, to a case."""
    seen, waiting = set(), [model]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        for field in here._meta.concrete_fields:
            target = field.related_model
            if target in (Case, Person):
                return True
            belongs = isinstance(field, models.ForeignKey) and (
                field.remote_field.on_delete is models.CASCADE
            )
            if belongs and target not in seen:
                waiting.append(target)
    return False


def test_a_table_about_a_person_says_so():
    silent = [
        model.__name__
        for model in sealed_models()
        if model is not Person
        and reaches_a_person(model) != isinstance(getattr(model, "seal_owner", None), SealedFor)
    ]

    assert silent == []


@pytest.mark.parametrize("name", ["Case", "Note", "FollowUpVisit", "ShelterExit", "Referral"])
def test_a_table_that_forgets_its_person_would_be_found(name):
    model = next(model for model in apps.get_models() if model.__name__ == name)

    assert reaches_a_person(model)


def test_each_path_leads_to_persons():
    for model in sealed_models():
        if path_to_owner(model) != "pk":
            steps = path_to_owner(model).removesuffix("_id").split("__")
            here = model
            for step in steps:
                here = here._meta.get_field(step).related_model
            assert here is Person


def test_two_rows_of_one_table_do_not_open_for_each_other():
    one, other = of_nobody_in_the_registry(by_label), of_nobody_in_the_registry(by_label)

    for row, second in zip(one, other, strict=True):
        for field in sealed_fields(type(row)):
            rows = type(row)._base_manager
            lies = rows.filter(pk=row.pk).values_list(field.name, flat=True).get()
            rows.filter(pk=second.pk).update(**{field.name: bytes(lies)})
            with pytest.raises(Exception, match="cannot be opened"):
                getattr(rows.get(pk=second.pk), field.name)
