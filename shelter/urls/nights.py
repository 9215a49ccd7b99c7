"""Routes of the day and the night in the house: roll-calls, shifts, visits, absences."""

from django.urls import URLPattern, path

from shelter.missing import DETAIL
from shelter.views import absences, chores, missing, rollcall, shifts, visits

urlpatterns: list[URLPattern] = [
    path("absences/", absences.absence_list, name="absence_list"),
    path("stays/<uuid:pk>/out/", absences.absence_add, name="absence_add"),
    path("absences/<uuid:pk>/", absences.absence_detail, name="absence_detail"),
    path("absences/<uuid:pk>/back/", absences.absence_back, name="absence_back"),
    path("absences/<uuid:pk>/edit/", absences.absence_edit, name="absence_edit"),
    path("roll-calls/", rollcall.roll_call_list, name="roll_call_list"),
    path("<uuid:pk>/roll-call/", rollcall.roll_call_add, name="roll_call_add"),
    path("roll-calls/<uuid:pk>/", rollcall.roll_call_detail, name="roll_call_detail"),
    path("missing/", missing.missing_list, name="missing_list"),
    path("stays/<uuid:pk>/missing/", missing.missing_report, name="missing_report"),
    path("missing/<uuid:pk>/", missing.missing_detail, name="missing_detail"),
    path("missing/<uuid:pk>/told/", missing.missing_told, name="missing_told"),
    path("missing/<uuid:pk>/close/", missing.missing_close, name="missing_close"),
    *DETAIL.routes(),
    path("visitors/", visits.visit_list, name="visit_list"),
    path("<uuid:pk>/visitor/", visits.visit_add, name="visit_add"),
    path("visitors/<uuid:pk>/", visits.visit_detail, name="visit_detail"),
    path("visitors/<uuid:pk>/leave/", visits.visit_leave, name="visit_leave"),
    path("visitors/<uuid:pk>/edit/", visits.visit_edit, name="visit_edit"),
    path("shifts/", shifts.shift_list, name="shift_list"),
    path("<uuid:pk>/shift/", shifts.shift_add, name="shift_add"),
    path("shifts/<uuid:pk>/", shifts.shift_detail, name="shift_detail"),
    path("shifts/<uuid:pk>/edit/", shifts.shift_edit, name="shift_edit"),
    path("shifts/<uuid:pk>/hand-over/", shifts.shift_hand_over, name="shift_hand_over"),
    path("shifts/<uuid:pk>/read/", shifts.shift_read, name="shift_read"),
    path("chores/", chores.chore_list, name="chore_list"),
    path("<uuid:pk>/chore/", chores.chore_add, name="chore_add"),
    path("<uuid:pk>/chores/share/", chores.chores_share, name="chores_share"),
    path("chores/<uuid:pk>/", chores.chore_detail, name="chore_detail"),
    path("chores/<uuid:pk>/edit/", chores.chore_edit, name="chore_edit"),
    path("chores/<uuid:pk>/done/", chores.chore_done, name="chore_done"),
    path("stays/<uuid:pk>/note/", shifts.daily_note_add, name="daily_note_add"),
    path("daily-notes/<uuid:pk>/edit/", shifts.daily_note_edit, name="daily_note_edit"),
]
