"""Routes of incidents and of allegations; missing residents stand with the day and the night."""

from django.urls import URLPattern, path

from shelter.incidents import WORDS
from shelter.views import incidents

urlpatterns: list[URLPattern] = [
    path("incidents/", incidents.incident_list, name="incident_list"),
    path("<uuid:pk>/incident/", incidents.incident_add, name="incident_add"),
    path("incidents/<uuid:pk>/", incidents.incident_detail, name="incident_detail"),
    path("incidents/<uuid:pk>/edit/", incidents.incident_edit, name="incident_edit"),
    path("incidents/<uuid:pk>/told/", incidents.incident_told, name="incident_told"),
    path("incidents/<uuid:pk>/close/", incidents.incident_close, name="incident_close"),
    *WORDS.routes(),
]
