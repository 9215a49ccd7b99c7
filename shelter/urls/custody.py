"""Routes of belongings in custody, signatures, and prints."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
