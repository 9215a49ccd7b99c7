"""Routes of health checks and medicines."""

from django.urls import URLPattern, path

from shelter.health import HEALTH, HIV
from shelter.views import health, medicines

urlpatterns: list[URLPattern] = [
    path("stays/<uuid:pk>/health/", health.health_add, name="health_add"),
    path("health-checks/<uuid:pk>/", health.health_detail, name="health_detail"),
    path("health-checks/<uuid:pk>/edit/", health.health_edit, name="health_edit"),
    *HEALTH.routes(),
    *HIV.routes(),
    path("<uuid:pk>/medicine-round/", medicines.medicine_round, name="medicine_round"),
    path("stays/<uuid:pk>/medicine/", medicines.medicine_add, name="medicine_add"),
    path("medicines/<uuid:pk>/", medicines.medicine_detail, name="medicine_detail"),
    path("medicines/<uuid:pk>/edit/", medicines.medicine_edit, name="medicine_edit"),
    path("medicines/<uuid:pk>/stop/", medicines.medicine_stop, name="medicine_stop"),
    path("medicines/<uuid:pk>/dose/", medicines.dose_give, name="dose_give"),
    path("doses/<uuid:pk>/edit/", medicines.dose_edit, name="dose_edit"),
]
