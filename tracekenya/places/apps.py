"""How Django knows this room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "tracekenya.places"
    label = "places"
