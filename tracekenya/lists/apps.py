"""How Django knows this room."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "tracekenya.lists"
    label = "lists"
