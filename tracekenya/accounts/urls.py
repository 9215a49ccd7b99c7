"""Routes of signing in and out, of one's own sessions and second factors; allauth knows their names."""

from django.urls import path

from tracekenya.accounts.views import confirm, factors, sessions, sign_in

urlpatterns = [
    path("sign-in/", sign_in.account_login, name="account_login"),
    path("sign-in/code/", sign_in.mfa_authenticate, name="mfa_authenticate"),
    path(
        "sign-in/code/passkey/", sign_in.mfa_authenticate_options, name="mfa_authenticate_options"
    ),
    path("sign-in/passkey/", sign_in.mfa_login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/confirm/", confirm.account_confirm, name="account_confirm"),
    path(
        "sign-in/confirm/passkey/",
        confirm.account_confirm_options,
        name="account_confirm_options",
    ),
    path("sign-out/", sessions.account_logout, name="account_logout"),
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions/end/", sessions.session_end, name="session_end"),
    path("sessions/end-others/", sessions.session_end_others, name="session_end_others"),
    path("sessions/left/", sessions.session_left, name="session_left"),
    path("sessions/stay/", sessions.session_stay, name="session_stay"),
    path("second-factor/", factors.mfa_index, name="mfa_index"),
    path("second-factor/stop-reset/", factors.reset_stop, name="reset_stop"),
    path("second-factor/app/", factors.mfa_activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", factors.mfa_deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/passkeys/add/", factors.mfa_add_webauthn, name="mfa_add_webauthn"),
    path(
        "second-factor/passkeys/add/challenge/",
        factors.mfa_add_webauthn_options,
        name="mfa_add_webauthn_options",
    ),
    path("second-factor/passkeys/rename/", factors.mfa_edit_webauthn, name="mfa_edit_webauthn"),
    path("second-factor/passkeys/remove/", factors.mfa_remove_webauthn, name="mfa_remove_webauthn"),
    path("second-factor/codes/", factors.mfa_view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/",
        factors.mfa_generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
