"""Routes of the day and the night in the house: roll-calls, shifts, visits, absences."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
