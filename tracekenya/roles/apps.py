"""How Django knows this room."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "tracekenya.roles"
    label = "roles"
