"""Routes of leaving."""

from django.urls import path

from shelter.sealed import DEPARTURE
from shelter.views import exits

urlpatterns = [
    path("stays/<uuid:pk>/exit/", exits.stay_exit, name="stay_exit"),
    path("stays/<uuid:pk>/exit/edit/", exits.exit_edit, name="exit_edit"),
    *DEPARTURE.routes(),
]
