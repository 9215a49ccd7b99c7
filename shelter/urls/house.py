"""Routes of houses, rooms and beds, and of the bed board."""

from django.urls import path

from shelter.sealed import ADDRESS
from shelter.views import board, houses, keep_apart, lists, outages, pages, transfers

urlpatterns = [
    path("", houses.shelter_list, name="shelter_list"),
    path("add/", houses.shelter_add, name="shelter_add"),
    path("beds/", lists.bed_list, name="bed_list"),
    path("<uuid:pk>/", board.bed_board, name="bed_board"),
    path("<uuid:pk>/live/", board.board_live, name="board_live"),
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
    path("beds/<uuid:pk>/outage/", outages.outage_add, name="outage_add"),
    path("outages/<uuid:pk>/edit/", outages.outage_edit, name="outage_edit"),
    path("keep-apart/", keep_apart.keep_apart_list, name="keep_apart_list"),
    path("cases/<uuid:pk>/keep-apart/", keep_apart.keep_apart_add, name="keep_apart_add"),
    path("keep-apart/<uuid:pk>/", keep_apart.keep_apart_detail, name="keep_apart_detail"),
    path("keep-apart/<uuid:pk>/edit/", keep_apart.keep_apart_edit, name="keep_apart_edit"),
    path("transfers/", transfers.transfer_list, name="transfer_list"),
    path("stays/<uuid:pk>/transfer/", transfers.transfer_ask, name="transfer_ask"),
    path("transfers/<uuid:pk>/", transfers.transfer_detail, name="transfer_detail"),
    path("transfers/<uuid:pk>/answer/", transfers.transfer_answer, name="transfer_answer"),
]
