"""Routes of the office on phones and on what they sent, under /intercepts/."""

from django.urls import path

from intercepts.registers.phones import PHONES
from intercepts.sealed import CHILD_VIEW, FOLLOW_UP_NOTE
from intercepts.views import check_ins, field_phones, field_quarantine, photos

ROUTES = [
    *CHILD_VIEW.routes(),
    *FOLLOW_UP_NOTE.routes(),
    path("check-ins/<uuid:pk>/help/", check_ins.check_in_help, name="check_in_help"),
    path("check-ins/<uuid:pk>/take/", check_ins.check_in_take, name="check_in_take"),
    path("photos/<uuid:pk>/look/", photos.photo_look, name="photo_look"),
    path("photos/<uuid:pk>/remove/", photos.photo_remove, name="photo_remove"),
    *PHONES.routes(),
    path("phones/<uuid:pk>/code/", field_phones.phone_code, name="phone_code"),
    path("phones/<uuid:pk>/revoke/", field_phones.phone_revoke, name="phone_revoke"),
    path("phones/<uuid:pk>/asked/", field_phones.phone_asked, name="phone_asked"),
    path("to-be-mended/", field_quarantine.submission_list, name="submission_list"),
    path("to-be-mended/<uuid:pk>/", field_quarantine.submission_detail, name="submission_detail"),
    path("to-be-mended/<uuid:pk>/mend/", field_quarantine.submission_mend, name="submission_mend"),
    path(
        "to-be-mended/<uuid:pk>/discard/", field_quarantine.submission_discard,
        name="submission_discard",
    ),
]  # fmt: skip
