"""Routes of the stay clock, the figures of a house, and moving in."""

from django.urls import URLPattern, path

from shelter.day_clients import DAY_CLIENTS
from shelter.longer_stays import WORDS
from shelter.views import clock, move_in, numbers

urlpatterns: list[URLPattern] = [
    path("<uuid:pk>/figures/", numbers.shelter_numbers, name="shelter_numbers"),
    path("<uuid:pk>/month/", numbers.month_report, name="month_report"),
    path("<uuid:pk>/month/print/", numbers.month_print, name="month_print"),
    path("longer-stays/", clock.extension_list, name="extension_list"),
    path("stays/<uuid:pk>/longer/", clock.extension_ask, name="extension_ask"),
    path("longer-stays/<uuid:pk>/", clock.extension_detail, name="extension_detail"),
    path("longer-stays/<uuid:pk>/edit/", clock.extension_edit, name="extension_edit"),
    path("longer-stays/<uuid:pk>/answer/", clock.extension_decide, name="extension_decide"),
    *WORDS.routes(),
    *DAY_CLIENTS.routes(),
    path("move-ins/", move_in.move_in_list, name="move_in_list"),
    path("move-ins/template/", move_in.move_in_template, name="move_in_template"),
    path("<uuid:pk>/move-in/", move_in.move_in_upload, name="move_in_upload"),
    path("move-ins/<uuid:pk>/", move_in.move_in_check, name="move_in_check"),
    path("move-ins/<uuid:pk>/apply/", move_in.move_in_apply, name="move_in_apply"),
    path("move-ins/<uuid:pk>/discard/", move_in.move_in_discard, name="move_in_discard"),
]
