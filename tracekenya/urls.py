"""All routes. Apps keep their own in `urls.py`; every view declares who may use it."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path
from django.views.i18n import set_language

from tracekenya import views
from tracekenya.accounts.views import confirm
from tracekenya.administration.views import invitation
from tracekenya.ui import urls as ui

urlpatterns = [
    path("", views.home, name="home"),
    path("livez", views.livez, name="livez"),
    path("healthz", views.healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/confirm/", confirm.account_confirm, name="account_confirm"),
    path(
        "sign-in/confirm/passkey/",
        confirm.account_confirm_options,
        name="account_confirm_options",
    ),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/code/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path(
        "second-factor/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"
    ),
    path(
        "second-factor/codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("invitation/<str:token>/", invitation.invitation_accept, name="invitation_accept"),
    path("notices/", include("tracekenya.notices.urls")),
    path("administration/", include("tracekenya.administration.urls")),
    path("cases/", include("cases.urls")),
    path("intercepts/", include("intercepts.urls")),
    path("referrals/", include("referrals.urls")),
    path("shelter/", include("shelter.urls")),
    path("programmes/", include("programmes.urls")),
    path("reporting/", include("reporting.urls")),
    path("styleguide/", include(ui.routes(views.practice_only))),
]
