"""Routes of casework."""

from django.urls import path

from cases.sealed import SEALED
from cases.views import case, court, lists, looks, parts, people, suspects, work

app_name = "cases"

urlpatterns = [
    path("", lists.case_list, name="case_list"),
    path("open/", people.case_open, name="case_open"),
    path("people/", people.people_search, name="people_search"),
    path("persons/", lists.person_list, name="person_list"),
    path("persons/<uuid:pk>/", people.person_detail, name="person_detail"),
    path("suspects/", lists.suspect_list, name="suspect_list"),
    path("suspects/<uuid:pk>/", suspects.suspect_detail, name="suspect_detail"),
    path("suspects/<uuid:pk>/edit/", suspects.suspect_edit, name="suspect_edit"),
    path("suspects/<uuid:pk>/identity/", suspects.suspect_reveal, name="suspect_reveal"),
    path("looks/", looks.look_list, name="look_list"),
    path("<uuid:pk>/looks/", looks.case_look_list, name="case_look_list"),
    path("court/hearings/", lists.hearing_list, name="hearing_list"),
    path("<uuid:pk>/", case.case_detail, name="case_detail"),
    path("<uuid:pk>/identity/", case.identity_reveal, name="identity_reveal"),
    path("<uuid:pk>/person/", people.person_edit, name="person_edit"),
    path("<uuid:pk>/edit/", case.case_edit, name="case_edit"),
    path("<uuid:pk>/risk/", case.case_risk, name="case_risk"),
    path("<uuid:pk>/status/", case.case_status, name="case_status"),
    path("<uuid:pk>/victim-status/", case.case_trafficking_status, name="case_trafficking_status"),
    path("<uuid:pk>/assign/", case.case_assign, name="case_assign"),
    path("<uuid:pk>/close/", case.case_close, name="case_close"),
    path("<uuid:pk>/reopen/", case.case_reopen, name="case_reopen"),
    path("<uuid:pk>/services/add/", work.service_add, name="service_add"),
    path("<uuid:pk>/consents/add/", work.consent_add, name="consent_add"),
    path("consents/<uuid:pk>/withdraw/", work.consent_withdraw, name="consent_withdraw"),
    path("<uuid:pk>/notes/add/", work.note_add, name="note_add"),
    path("notes/<uuid:pk>/", parts.note_detail, name="note_detail"),
    path("notes/<uuid:pk>/correct/", work.note_correct, name="note_correct"),
    path("<uuid:pk>/profile/", work.profile_describe, name="profile_describe"),
    path("profiles/<uuid:pk>/route/", work.route_edit, name="route_edit"),
    path("<uuid:pk>/access/end/", case.grant_end, name="grant_end"),
    path("<uuid:pk>/prevention/add/", work.prevention_add, name="prevention_add"),
    path("<uuid:pk>/going-home/add/", work.reintegration_add, name="reintegration_add"),
    path("visits/<uuid:pk>/done/", work.visit_done, name="visit_done"),
    path("<uuid:pk>/suspects/add/", suspects.suspect_add, name="suspect_add"),
    path("<uuid:pk>/suspects/join/", suspects.suspect_join, name="suspect_join"),
    path("<uuid:pk>/court/add/", court.court_case_add, name="court_case_add"),
    path("<uuid:pk>/court/join/", court.court_case_join, name="court_case_join"),
    path("court/", lists.court_case_list, name="court_case_list"),
    path("court/<uuid:pk>/", court.court_case_detail, name="court_case_detail"),
    path("court/<uuid:pk>/edit/", court.court_case_edit, name="court_case_edit"),
    path("court/<uuid:pk>/charges/add/", court.charge_add, name="charge_add"),
    path("court/<uuid:pk>/plea/", court.plea_record, name="plea_record"),
    path("court/<uuid:pk>/stage/", court.stage_change, name="stage_change"),
    path("court/<uuid:pk>/hearings/add/", court.hearing_add, name="hearing_add"),
    path("court/charges/<uuid:pk>/outcomes/add/", court.outcome_add, name="outcome_add"),
    *(route for part in parts.PARTS for route in part.routes()),
]
