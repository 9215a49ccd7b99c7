"""Routes of the day and the night in the house: roll-calls, shifts, visits, absences."""

from django.urls import URLPattern, path

from shelter.views import absences

urlpatterns: list[URLPattern] = [
    path("absences/", absences.absence_list, name="absence_list"),
    path("stays/<uuid:pk>/out/", absences.absence_add, name="absence_add"),
    path("absences/<uuid:pk>/", absences.absence_detail, name="absence_detail"),
    path("absences/<uuid:pk>/back/", absences.absence_back, name="absence_back"),
    path("absences/<uuid:pk>/edit/", absences.absence_edit, name="absence_edit"),
]
