"""Routes of intercepts, stations, operators and crews."""

from django.urls import path

from intercepts.intercept_page import READ
from intercepts.office_field_urls import ROUTES as FIELD_ROUTES
from intercepts.registers.consent import CONSENT_TEXTS
from intercepts.registers.operators import OPERATORS
from intercepts.registers.routes import ROUTES
from intercepts.registers.shifts import SHIFTS
from intercepts.registers.stations import STATIONS
from intercepts.registers.tips import READ as TIP_READ
from intercepts.registers.tips import TIPS
from intercepts.registers.vehicles import VEHICLES
from intercepts.vetting_page import CALL_PHONE, CALL_WORDS, VERDICT
from intercepts.views import (
    alerts,
    check_ins,
    crew,
    intercepts,
    numbers,
    people,
    repeats,
    road,
    screening,
    shifts,
    suspects,
    tips,
    vetting,
)

app_name = "intercepts"

urlpatterns = [
    path("", intercepts.intercept_list, name="intercept_list"),
    path("record/", intercepts.intercept_record, name="intercept_record"),
    path("count/", intercepts.tally_add, name="tally_add"),
    path("stations/numbers/", numbers.station_numbers, name="station_numbers"),
    path("flows/", numbers.flows, name="flows"),
    *FIELD_ROUTES,
    *STATIONS.routes(),
    path("stations/<uuid:pk>/confirm/", road.station_confirm, name="station_confirm"),
    *OPERATORS.routes(),
    *ROUTES.routes(),
    *VEHICLES.routes(),
    path("mine/", shifts.my_last, name="my_last"),
    path("planned-shifts/week/", shifts.shift_week, name="shift_week"),
    path("planned-shifts/month/", shifts.shift_month, name="shift_month"),
    *SHIFTS.routes(),
    path("check-ins/", check_ins.check_in_list, name="check_in_list"),
    path("check-ins/start/", check_ins.check_in_start, name="check_in_start"),
    path("check-ins/<uuid:pk>/", check_ins.check_in_detail, name="check_in_detail"),
    path("check-ins/<uuid:pk>/safe/", check_ins.check_in_safe, name="check_in_safe"),
    path("check-ins/<uuid:pk>/end/", check_ins.check_in_end, name="check_in_end"),
    path("matches/", repeats.repeat_list, name="repeat_list"),
    path("matches/<uuid:pk>/", repeats.repeat_detail, name="repeat_detail"),
    path("matches/<uuid:pk>/take/", repeats.repeat_take, name="repeat_take"),
    *TIPS.routes(),
    *TIP_READ.routes(),
    path("tips/<uuid:pk>/join/", tips.tip_join, name="tip_join"),
    path("crew/<uuid:pk>/tips/add/", tips.crew_tip_add, name="crew_tip_add"),
    path("crew/<uuid:pk>/thanks/", tips.crew_thanks, name="crew_thanks"),
    path("operators/<uuid:pk>/thanks/", tips.operator_thanks, name="operator_thanks"),
    path("operators/<uuid:pk>/crew/add/", crew.crew_member_add, name="crew_member_add"),
    path("crew/<uuid:pk>/", crew.crew_member_detail, name="crew_member_detail"),
    path("crew/<uuid:pk>/edit/", crew.crew_member_edit, name="crew_member_edit"),
    path("vetting/", vetting.vetting_list, name="vetting_list"),
    path("vetting/rates/", vetting.vetting_rates, name="vetting_rates"),
    path("people/<uuid:pk>/judge/", vetting.vetting_judge, name="vetting_judge"),
    *VERDICT.routes(),
    path("screening/", screening.screening_list, name="screening_list"),
    path("screening/start/", screening.screening_start, name="screening_start"),
    path("screening/drafts/<uuid:pk>/", screening.screening_draft, name="screening_draft"),
    path(
        "screening/drafts/<uuid:pk>/add/", screening.draft_question_add, name="draft_question_add"
    ),
    path(
        "screening/drafts/<uuid:pk>/publish/", screening.screening_publish, name="screening_publish"
    ),
    path(
        "screening/drafts/<uuid:pk>/sections/add/",
        screening.draft_section_add,
        name="draft_section_add",
    ),
    path(
        "screening/drafts/<uuid:pk>/numbers/",
        screening.draft_numbers_edit,
        name="draft_numbers_edit",
    ),
    path("sections/<uuid:pk>/edit/", screening.draft_section_edit, name="draft_section_edit"),
    path("sections/<uuid:pk>/remove/", screening.draft_section_remove, name="draft_section_remove"),
    path("signs/<uuid:pk>/edit/", screening.draft_question_edit, name="draft_question_edit"),
    path("signs/<uuid:pk>/remove/", screening.draft_question_remove, name="draft_question_remove"),
    *CONSENT_TEXTS.routes(),
    path("alerts/", alerts.alert_list, name="alert_list"),
    path("alerts/<uuid:pk>/take/", alerts.alert_take, name="alert_take"),
    path("calls/", alerts.call_back_list, name="call_back_list"),
    path("calls/<uuid:pk>/", alerts.call_back_answer, name="call_back_answer"),
    *CALL_WORDS.routes(),
    *CALL_PHONE.routes(),
    path("<uuid:pk>/", intercepts.intercept_detail, name="intercept_detail"),
    *READ.routes(),
    path("<uuid:pk>/edit/", intercepts.intercept_edit, name="intercept_edit"),
    path("<uuid:pk>/suspects/add/", suspects.suspect_name, name="suspect_name"),
    path("<uuid:pk>/suspects/join/", suspects.suspect_known, name="suspect_known"),
    path("<uuid:pk>/people/add/", people.person_add, name="person_add"),
    path("people/<uuid:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<uuid:pk>/classify/", people.person_classify, name="person_classify"),
    path("people/<uuid:pk>/case/", people.person_case_now, name="person_case_now"),
    path("people/<uuid:pk>/open-case/", people.person_open_case, name="person_open_case"),
]
