"""How Django knows this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tracekenya.ui"
    label = "ui"
