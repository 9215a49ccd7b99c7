"""Accounts and places for tests; nobody in them resembles a person."""

import factory

from tracekenya.accounts.models import User
from tracekenya.places.models import County, Office
from tracekenya.roles.roles import Role

COUNTIES = {
    "001": "Mombasa",
    "002": "Kwale",
    "003": "Kilifi",
    "004": "Tana River",
    "047": "Nairobi",
}


class CountyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = County
        django_get_or_create = ["code"]

    code = "003"
    name = factory.LazyAttribute(lambda county: COUNTIES[county.code])
    region = "Coast"
    plan_status = "traditional"


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"office-{n}")
    name = factory.Sequence(lambda n: f"Office {n}")


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@test.example")
    staff_code = factory.Sequence(lambda n: f"T{n:03d}")
    full_name = "Test Person"
    role = Role.CASE_MANAGER
    password = "!"  # noqa: S105  nobody signs in by password unless a test sets one
