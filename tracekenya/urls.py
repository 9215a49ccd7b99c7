"""All routes. Apps keep their own in `urls.py`; every view declares who may use it."""

from django.urls import include, path
from django.views.i18n import set_language

from tracekenya import views
from tracekenya.administration.views import invitation
from tracekenya.ui import urls as ui

urlpatterns = [
    path("", views.home, name="home"),
    path("livez", views.livez, name="livez"),
    path("healthz", views.healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("", include("tracekenya.accounts.urls")),
    path("invitation/<str:token>/", invitation.invitation_accept, name="invitation_accept"),
    path("notices/", include("tracekenya.notices.urls")),
    path("administration/", include("tracekenya.administration.urls")),
    path("cases/", include("cases.urls")),
    path("intercepts/", include("intercepts.urls")),
    path("field/", include("intercepts.field_urls")),
    path("referrals/", include("referrals.urls")),
    path("shelter/", include("shelter.urls")),
    path("programmes/", include("programmes.urls")),
    path("reporting/", include("reporting.urls")),
    path("styleguide/", include(ui.routes(views.practice_only))),
]
