"""The parts of the administration, each with its right and how much is in it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracekenya.accounts.models import User
from tracekenya.administration.resets import waiting_resets
from tracekenya.administration.users import all_users, waiting_users
from tracekenya.lib import vocabularies
from tracekenya.places.models import Office
from tracekenya.roles.permissions import Permission


def sections_for(user: User) -> list[dict[str, Any]]:
    """Return label, text, url and count of each part that `user` may open."""
    sections = (
        (
            Permission.USER_MANAGE, "user_list", _("Accounts"),
            _("Who may sign in, with which role and until when."), lambda: all_users().count(),
        ),
        (
            Permission.USER_APPROVE, "approval_list", _("Roles to approve"),
            _("Roles that reach people's files and wait for you."),
            lambda: waiting_users().count(),
        ),
        (
            Permission.AUDIT_VIEW, "trail_list", _("Audit trail"),
            _("Who did and who looked at what, with its seals and checks."),
            lambda: "",
        ),
        (
            Permission.USER_APPROVE, "reset_list", _("Lost second factors"),
            _("Resets that a system administrator asked for and that wait for you."),
            lambda: waiting_resets().count(),
        ),
        (
            Permission.REGISTER_VIEW, "office_list", _("Offices"),
            _("Offices, and shelters under their code names."), Office.objects.count,
        ),
        (
            Permission.CODE_LIST_EDIT, "vocabulary_list", _("Code lists"),
            _("The words that forms offer, in both languages."),
            lambda: len(vocabularies.names()),
        ),
    )  # fmt: skip
    return [
        {"url": reverse(f"administration:{name}"), "label": label, "text": text, "count": count()}
        for permission, name, label, text, count in sections
        if user.can(permission)
    ]
