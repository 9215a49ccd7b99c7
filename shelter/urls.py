"""Routes of the shelter."""

from django.urls import path

from shelter.sealed import ADDRESS, DEPARTURE, NEEDS
from shelter.views import houses, lists, pages, stays

app_name = "shelter"

urlpatterns = [
    path("", houses.shelter_list, name="shelter_list"),
    path("stays/", lists.stay_list, name="stay_list"),
    path("beds/", lists.bed_list, name="bed_list"),
    path("<uuid:pk>/", houses.bed_board, name="bed_board"),
    path("<uuid:pk>/facts/", pages.shelter_detail, name="shelter_detail"),
    path("<uuid:pk>/edit/", pages.shelter_edit, name="shelter_edit"),
    path("<uuid:pk>/address/edit/", pages.address_edit, name="address_edit"),
    *ADDRESS.routes(),
    path("<uuid:pk>/rooms/add/", houses.room_add, name="room_add"),
    path("rooms/<uuid:pk>/edit/", pages.room_edit, name="room_edit"),
    path("rooms/<uuid:pk>/beds/add/", houses.bed_add, name="bed_add"),
    path("beds/<uuid:pk>/", pages.bed_detail, name="bed_detail"),
    path("beds/<uuid:pk>/edit/", pages.bed_edit, name="bed_edit"),
    path("beds/<uuid:pk>/state/", houses.bed_state, name="bed_state"),
    path("cases/<uuid:pk>/hold-bed/", stays.hold_bed, name="hold_bed"),
    path("cases/<uuid:pk>/ask-shelter/", stays.ask_shelter, name="ask_shelter"),
    path("cases/<uuid:pk>/admit/", stays.admit, name="admit"),
    path("stays/<uuid:pk>/", stays.admission_detail, name="admission_detail"),
    path("stays/<uuid:pk>/edit/", stays.stay_edit, name="stay_edit"),
    path("stays/<uuid:pk>/admit/", stays.admit_request, name="admit_request"),
    path("stays/<uuid:pk>/decline/", stays.decline_request, name="decline_request"),
    path("stays/<uuid:pk>/move-bed/", stays.move_bed, name="move_bed"),
    path("stays/<uuid:pk>/exit/", stays.stay_exit, name="stay_exit"),
    path("stays/<uuid:pk>/exit/edit/", stays.exit_edit, name="exit_edit"),
    *DEPARTURE.routes(),
    *NEEDS.routes(),
]
