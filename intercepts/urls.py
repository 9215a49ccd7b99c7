"""Routes of intercepts, stations, operators and crews."""

from django.urls import path

from intercepts.intercept_page import READ
from intercepts.registers.operators import OPERATORS
from intercepts.registers.stations import STATIONS
from intercepts.vetting_page import CALL_PHONE, CALL_WORDS, VERDICT
from intercepts.views import alerts, crew, intercepts, people, vetting

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
    path("vetting/", vetting.vetting_list, name="vetting_list"),
    path("vetting/rates/", vetting.vetting_rates, name="vetting_rates"),
    path("people/<uuid:pk>/judge/", vetting.vetting_judge, name="vetting_judge"),
    *VERDICT.routes(),
    path("alerts/", alerts.alert_list, name="alert_list"),
    path("alerts/<uuid:pk>/take/", alerts.alert_take, name="alert_take"),
    path("calls/", alerts.call_back_list, name="call_back_list"),
    path("calls/<uuid:pk>/", alerts.call_back_answer, name="call_back_answer"),
    *CALL_WORDS.routes(),
    *CALL_PHONE.routes(),
    path("<uuid:pk>/", intercepts.intercept_detail, name="intercept_detail"),
    *READ.routes(),
    path("<uuid:pk>/edit/", intercepts.intercept_edit, name="intercept_edit"),
    path("<uuid:pk>/people/add/", people.person_add, name="person_add"),
    path("people/<uuid:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<uuid:pk>/classify/", people.person_classify, name="person_classify"),
    path("people/<uuid:pk>/case/", people.person_case_now, name="person_case_now"),
    path("people/<uuid:pk>/open-case/", people.person_open_case, name="person_open_case"),
]
