"""How Django knows this app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
