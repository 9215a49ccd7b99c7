"""Routes of health checks and medicines."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
