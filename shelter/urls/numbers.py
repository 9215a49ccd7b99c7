"""Routes of the stay clock, the figures of a house, and moving in."""

from django.urls import URLPattern, path

from shelter.views import numbers

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/figures/", numbers.shelter_numbers, name="shelter_numbers"),
    path("<uuid:pk>/month/", numbers.month_report, name="month_report"),
    path("<uuid:pk>/month/print/", numbers.month_print, name="month_print"),
]
