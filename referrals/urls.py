"""Routes of referrals and of the directory."""

from django.urls import path

from referrals.referral_page import READ
from referrals.registers.hotlines import HOTLINES
from referrals.registers.organisations import ORGANISATIONS
from referrals.views import directory, referrals

app_name = "referrals"

urlpatterns = [
    path("", referrals.referral_list, name="referral_list"),
    *ORGANISATIONS.routes(),
    path("organisations/<uuid:pk>/contacts/add/", directory.contact_add, name="contact_add"),
    path("contacts/<uuid:pk>/", directory.contact_detail, name="contact_detail"),
    path("contacts/<uuid:pk>/edit/", directory.contact_edit, name="contact_edit"),
    *HOTLINES.routes(),
    path("hotlines/<uuid:pk>/check/", directory.hotline_check, name="hotline_check"),
    path("cases/<uuid:pk>/add/", referrals.referral_add, name="referral_add"),
    path("cases/<uuid:pk>/police/", referrals.referral_police, name="referral_police"),
    path("cases/<uuid:pk>/children/", referrals.referral_children, name="referral_children"),
    path("<uuid:pk>/", referrals.referral_detail, name="referral_detail"),
    *READ.routes(),
    path("<uuid:pk>/edit/", referrals.referral_edit, name="referral_edit"),
    path("<uuid:pk>/send/", referrals.referral_send, name="referral_send"),
    path("<uuid:pk>/answer/", referrals.referral_answer, name="referral_answer"),
]
