"""How Django knows this app."""

from django.apps import AppConfig


class ShelterConfig(AppConfig):
    name = "shelter"
