"""How Django knows this room."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "tracekenya.vault"
    label = "vault"
