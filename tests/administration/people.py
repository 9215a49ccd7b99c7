"""People of these tests who have used their account, and the addresses of their pages."""

from django.urls import reverse

from tests.factories.accounts import UserFactory
from tracekenya.accounts.models import User

PASSWORD = "a long practice password 7"


def used(**fields) -> User:
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def page(name, user):
    return reverse(f"administration:{name}", args=[user.pk])
