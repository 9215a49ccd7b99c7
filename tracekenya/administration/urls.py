"""Routes of the administration; the public page behind an invitation stands in the project's urls."""

from django.urls import path

from tracekenya.administration.offices import OFFICES
from tracekenya.administration.views import (
    approvals,
    home,
    offices,
    resets,
    trail,
    users,
    vocabularies,
)

app_name = "administration"

urlpatterns = [
    path("", home.administration_home, name="administration_home"),
    path("accounts/", users.user_list, name="user_list"),
    path("accounts/invite/", users.user_invite, name="user_invite"),
    path("accounts/<uuid:pk>/", users.user_detail, name="user_detail"),
    path("accounts/<uuid:pk>/edit/", users.user_edit, name="user_edit"),
    path("accounts/<uuid:pk>/switch-off/", users.user_switch_off, name="user_switch_off"),
    path("accounts/<uuid:pk>/switch-on/", users.user_switch_on, name="user_switch_on"),
    path("accounts/<uuid:pk>/link/", users.user_send_link, name="user_send_link"),
    path(
        "accounts/<uuid:pk>/second-factor/reset/",
        users.user_second_factor_reset,
        name="user_second_factor_reset",
    ),
    path("roles-to-approve/", approvals.approval_list, name="approval_list"),
    path("roles-to-approve/<uuid:pk>/", approvals.approval_decide, name="approval_decide"),
    path("trail/", trail.trail_list, name="trail_list"),
    path("trail/own/", trail.own_act_list, name="own_act_list"),
    path("resets-to-approve/", resets.reset_list, name="reset_list"),
    path("resets-to-approve/<uuid:pk>/", resets.reset_decide, name="reset_decide"),
    path("offices/<uuid:pk>/close/", offices.office_close, name="office_close"),
    *OFFICES.routes(),
    path("lists/", vocabularies.vocabulary_list, name="vocabulary_list"),
    path("lists/<slug:vocabulary>/", vocabularies.vocabulary_detail, name="vocabulary_detail"),
    path("lists/<slug:vocabulary>/order/", vocabularies.vocabulary_order, name="vocabulary_order"),
    path("lists/<slug:vocabulary>/add/", vocabularies.term_add, name="term_add"),
    path(
        "lists/<slug:vocabulary>/terms/<slug:term>/", vocabularies.term_detail, name="term_detail"
    ),
    path(
        "lists/<slug:vocabulary>/terms/<slug:term>/edit/", vocabularies.term_edit, name="term_edit"
    ),
    path(
        "lists/<slug:vocabulary>/terms/<slug:term>/retire/",
        vocabularies.term_retire,
        name="term_retire",
    ),
    path(
        "lists/<slug:vocabulary>/terms/<slug:term>/bring-back/",
        vocabularies.term_bring_back,
        name="term_bring_back",
    ),
]
