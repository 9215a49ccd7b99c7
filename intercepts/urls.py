"""Routes of intercepts."""

from django.urls import path

from intercepts import views

app_name = "intercepts"

urlpatterns = [
    path("", views.intercept_list, name="intercept_list"),
    path("record/", views.intercept_record, name="intercept_record"),
    path("count/", views.tally_add, name="tally_add"),
    path("<uuid:pk>/", views.intercept_detail, name="intercept_detail"),
    path("<uuid:pk>/people/add/", views.person_add, name="person_add"),
    path("people/<uuid:pk>/classify/", views.person_classify, name="person_classify"),
    path("people/<uuid:pk>/open-case/", views.person_open_case, name="person_open_case"),
]
