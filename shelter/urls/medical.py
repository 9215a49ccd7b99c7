"""Routes of health checks and medicines."""

from django.urls import URLPattern, path

from shelter.health import HEALTH, HIV
from shelter.views import health

urlpatterns: list[URLPattern] = [
    path("stays/<uuid:pk>/health/", health.health_add, name="health_add"),
    path("health-checks/<uuid:pk>/", health.health_detail, name="health_detail"),
    path("health-checks/<uuid:pk>/edit/", health.health_edit, name="health_edit"),
    *HEALTH.routes(),
    *HIV.routes(),
]
