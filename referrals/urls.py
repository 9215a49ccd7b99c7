"""Routes of referrals."""

from django.urls import path

from referrals import views

app_name = "referrals"

urlpatterns = [
    path("", views.referral_list, name="referral_list"),
    path("cases/<uuid:pk>/add/", views.referral_add, name="referral_add"),
    path("<uuid:pk>/", views.referral_detail, name="referral_detail"),
    path("<uuid:pk>/send/", views.referral_send, name="referral_send"),
    path("<uuid:pk>/answer/", views.referral_answer, name="referral_answer"),
]
