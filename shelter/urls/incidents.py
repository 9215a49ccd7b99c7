"""Routes of incidents and of allegations; missing residents stand with the day and the night."""

from django.urls import URLPattern, path

from shelter.incidents import WORDS
from shelter.views import allegations, incidents

urlpatterns: list[URLPattern] = [
    path("incidents/", incidents.incident_list, name="incident_list"),
    path("<uuid:pk>/incident/", incidents.incident_add, name="incident_add"),
    path("incidents/<uuid:pk>/", incidents.incident_detail, name="incident_detail"),
    path("incidents/<uuid:pk>/edit/", incidents.incident_edit, name="incident_edit"),
    path("incidents/<uuid:pk>/told/", incidents.incident_told, name="incident_told"),
    path("incidents/<uuid:pk>/close/", incidents.incident_close, name="incident_close"),
    *WORDS.routes(),
    path("allegations/", allegations.allegation_list, name="allegation_list"),
    path("allegations/report/", allegations.allegation_report, name="allegation_report"),
    path("allegations/receipt/", allegations.allegation_receipt, name="allegation_receipt"),
    path("allegations/<uuid:pk>/", allegations.allegation_detail, name="allegation_detail"),
    path("allegations/<uuid:pk>/read/", allegations.allegation_read, name="allegation_read"),
    path("allegations/<uuid:pk>/look/", allegations.allegation_take_up, name="allegation_take_up"),
    path(
        "allegations/<uuid:pk>/suspend/", allegations.allegation_suspend, name="allegation_suspend"
    ),
    path(
        "allegations/<uuid:pk>/restore/", allegations.allegation_restore, name="allegation_restore"
    ),
    path("allegations/<uuid:pk>/who/", allegations.allegation_accused, name="allegation_accused"),
    path("allegations/<uuid:pk>/close/", allegations.allegation_close, name="allegation_close"),
    path("allegations/<uuid:pk>/note/", allegations.allegation_note, name="allegation_note"),
    path("sealed-notes/", allegations.sealed_note_list, name="sealed_note_list"),
    path("sealed-notes/<uuid:pk>/read/", allegations.sealed_note_read, name="sealed_note_read"),
]
