"""Routes of houses, rooms and beds, and of the bed board."""

from django.urls import path

from shelter.sealed import ADDRESS
from shelter.views import board, houses, lists, pages, transfers

urlpatterns = [
    path("", houses.shelter_list, name="shelter_list"),
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
    path("transfers/", transfers.transfer_list, name="transfer_list"),
    path("stays/<uuid:pk>/transfer/", transfers.transfer_ask, name="transfer_ask"),
    path("transfers/<uuid:pk>/", transfers.transfer_detail, name="transfer_detail"),
    path("transfers/<uuid:pk>/answer/", transfers.transfer_answer, name="transfer_answer"),
]
