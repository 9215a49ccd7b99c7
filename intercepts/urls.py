"""Routes of intercepts, stations, operators and crews."""

from django.urls import path

from intercepts.intercept_page import READ
from intercepts.registers.operators import OPERATORS
from intercepts.registers.stations import STATIONS
from intercepts.views import crew, intercepts, people

app_name = "intercepts"

urlpatterns = [
    path("", intercepts.intercept_list, name="intercept_list"),
    path("record/", intercepts.intercept_record, name="intercept_record"),
    path("count/", intercepts.tally_add, name="tally_add"),
    *STATIONS.routes(),
    *OPERATORS.routes(),
    path("operators/<uuid:pk>/crew/add/", crew.crew_member_add, name="crew_member_add"),
    path("crew/<uuid:pk>/", crew.crew_member_detail, name="crew_member_detail"),
    path("crew/<uuid:pk>/edit/", crew.crew_member_edit, name="crew_member_edit"),
    path("<uuid:pk>/", intercepts.intercept_detail, name="intercept_detail"),
    *READ.routes(),
    path("<uuid:pk>/edit/", intercepts.intercept_edit, name="intercept_edit"),
    path("<uuid:pk>/people/add/", people.person_add, name="person_add"),
    path("people/<uuid:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<uuid:pk>/classify/", people.person_classify, name="person_classify"),
    path("people/<uuid:pk>/open-case/", people.person_open_case, name="person_open_case"),
]
