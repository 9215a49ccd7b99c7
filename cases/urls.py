"""Routes of casework."""

from django.urls import path

from cases.views import case, court, people, work

app_name = "cases"

urlpatterns = [
    path("", case.case_list, name="case_list"),
    path("open/", people.case_open, name="case_open"),
    path("people/", people.people_search, name="people_search"),
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
    path("<uuid:pk>/prevention/add/", work.prevention_add, name="prevention_add"),
    path("<uuid:pk>/going-home/add/", work.reintegration_add, name="reintegration_add"),
    path("visits/<uuid:pk>/", work.visit_done, name="visit_done"),
    path("<uuid:pk>/suspects/add/", court.suspect_add, name="suspect_add"),
    path("<uuid:pk>/court/add/", court.court_case_add, name="court_case_add"),
    path("<uuid:pk>/court/join/", court.court_case_join, name="court_case_join"),
    path("court/", court.court_case_list, name="court_case_list"),
    path("court/<uuid:pk>/", court.court_case_detail, name="court_case_detail"),
    path("court/<uuid:pk>/charges/add/", court.charge_add, name="charge_add"),
    path("court/<uuid:pk>/plea/", court.plea_record, name="plea_record"),
    path("court/<uuid:pk>/stage/", court.stage_change, name="stage_change"),
    path("court/<uuid:pk>/hearings/add/", court.hearing_add, name="hearing_add"),
    path("court/charges/<uuid:pk>/outcomes/add/", court.outcome_add, name="outcome_add"),
]
