"""Routes of leaving."""

from django.urls import path

from shelter.sealed import DEPARTURE, EXIT_HEALTH
from shelter.sealed_release import DECISION, HOME, RECEIVER
from shelter.views import exits, release

urlpatterns = [
    path("stays/<uuid:pk>/exit/", exits.stay_exit, name="stay_exit"),
    path("stays/<uuid:pk>/exit/edit/", exits.exit_edit, name="exit_edit"),
    path("stays/<uuid:pk>/way-out/", release.exit_gate, name="exit_gate"),
    path("stays/<uuid:pk>/receivers/add/", release.receiver_add, name="receiver_add"),
    path("receivers/<uuid:pk>/", release.receiver_detail, name="receiver_detail"),
    path("receivers/<uuid:pk>/edit/", release.receiver_edit, name="receiver_edit"),
    path("receivers/<uuid:pk>/check/", release.receiver_check, name="receiver_check"),
    path("receivers/<uuid:pk>/second/", release.receiver_second, name="receiver_second"),
    path("stays/<uuid:pk>/home/", release.home_assessment_add, name="home_assessment_add"),
    path(
        "home-assessments/<uuid:pk>/", release.home_assessment_detail, name="home_assessment_detail"
    ),
    path("stays/<uuid:pk>/ask-decision/", release.decision_ask, name="decision_ask"),
    path("exit-decisions/", release.decision_list, name="decision_list"),
    path("exit-decisions/<uuid:pk>/", release.decision_detail, name="decision_detail"),
    path("exit-decisions/<uuid:pk>/decide/", release.decision_decide, name="decision_decide"),
    path("exit-decisions/<uuid:pk>/officer/", release.officer_decision, name="officer_decision"),
    *DEPARTURE.routes(),
    *EXIT_HEALTH.routes(),
    *RECEIVER.routes(),
    *HOME.routes(),
    *DECISION.routes(),
]
