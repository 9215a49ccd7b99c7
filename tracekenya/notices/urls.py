"""Routes of a person's own notices."""

from django.urls import path

from tracekenya.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("read/", views.notice_read_all, name="notice_read_all"),
    path("<uuid:pk>/", views.notice_detail, name="notice_detail"),
]
