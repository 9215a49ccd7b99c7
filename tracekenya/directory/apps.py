"""How Django knows this room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "tracekenya.directory"
    label = "directory"
