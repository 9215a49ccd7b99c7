"""Routes of the stay clock, the figures of a house, and moving in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
