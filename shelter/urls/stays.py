"""Routes of asking, arriving, and of a stay."""

from django.urls import path

from shelter.sealed import NEEDS
from shelter.views import lists, stays

urlpatterns = [
    path("stays/", lists.stay_list, name="stay_list"),
    path("cases/<uuid:pk>/hold-bed/", stays.hold_bed, name="hold_bed"),
    path("cases/<uuid:pk>/ask-shelter/", stays.ask_shelter, name="ask_shelter"),
    path("cases/<uuid:pk>/admit/", stays.admit, name="admit"),
    path("stays/<uuid:pk>/", stays.admission_detail, name="admission_detail"),
    path("stays/<uuid:pk>/edit/", stays.stay_edit, name="stay_edit"),
    path("stays/<uuid:pk>/admit/", stays.admit_request, name="admit_request"),
    path("stays/<uuid:pk>/decline/", stays.decline_request, name="decline_request"),
    path("stays/<uuid:pk>/move-bed/", stays.move_bed, name="move_bed"),
    *NEEDS.routes(),
]
