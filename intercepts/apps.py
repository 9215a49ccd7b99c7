"""How Django knows this app."""

from django.apps import AppConfig


class InterceptsConfig(AppConfig):
    name = "intercepts"
