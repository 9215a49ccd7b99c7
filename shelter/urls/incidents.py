"""Routes of incidents, missing residents and allegations."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
