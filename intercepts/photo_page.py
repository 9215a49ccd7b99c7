"""What the page of an intercept shows of its photographs: how many, never a picture without a click."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from intercepts.access import may_look_at_photos, may_remove_photos, sees_codes_only
from intercepts.enums import PhotoRemoval
from intercepts.models import Intercept
from tracekenya.pages.responses import Panel
from tracekenya.pages.versioned import VersionedForm
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import asks_reason


class RemovePhotoForm(VersionedForm):
    """Why a photograph is taken away."""

    reason = forms.ChoiceField(
        label=_lazy("Reason"), choices=[("", _lazy("Choose")), *PhotoRemoval.choices]
    )


def photos_of(intercept: Intercept, user: Any) -> list[Panel]:
    """Return the panel on photographs; none where there are none, and none on a receipt."""
    if sees_codes_only(user):
        return []
    rows = list(intercept.photos.select_related("removed_by"))
    if not rows:
        return []
    for row in rows:
        row.intercept = intercept
    there = [row for row in rows if not row.is_removed]
    context = {
        "rows": rows, "may_look": bool(there) and may_look_at_photos(user, intercept),
        "may_remove": may_remove_photos(user, intercept),
        "asks": asks_reason(user.role, Permission.PERSON_REVEAL),
    }  # fmt: skip
    title = _("Photographs: %(number)d") % {"number": len(there)}
    return [Panel("photos", title, "intercepts/_photos.html", context)]
