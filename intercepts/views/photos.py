"""Photographs of an intercept in the office: one look, one row; removing one with a reason."""

import base64

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.forms.reasons import ClickForm, ReasonForm
from intercepts.access import get_photo_for, require_looking_at_photos, require_removing_photos
from intercepts.actions import photos
from intercepts.photo_page import RemovePhotoForm
from intercepts.views.intercepts import GET_POST, trail_to
from tracekenya.lib.uploads import CONTENT_TYPES
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import asks_reason
from tracekenya.vault.errors import Erased


@requires(Permission.PERSON_REVEAL)
@require_http_methods(GET_POST)
def photo_look(request, pk):
    """Ask, then show the picture in the answer to the POST alone, which no browser keeps."""
    photo = get_photo_for(request.user, pk)
    require_looking_at_photos(request.user, photo.intercept)
    kind = ReasonForm if asks_reason(request.user.role, Permission.PERSON_REVEAL) else ClickForm
    form = kind(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {
            "title": _("Photograph: %(what)s") % {"what": photo}, "form": form,
            "trail": trail_to(photo.intercept), "submit_label": _("Look at it"),
            "cancel_url": photo.get_absolute_url(),
        }  # fmt: skip
        return render(request, "cases/reveal_ask.html", context)
    try:
        content = photos.look(photo=photo, by=request.user, reason=form.reason())
    except (FileNotFoundError, Erased):
        raise Http404 from None
    context = {
        "photo": photo, "trail": trail_to(photo.intercept), "back_url": photo.get_absolute_url(),
        "source": f"data:{CONTENT_TYPES['jpg']};base64,{base64.b64encode(content).decode()}",
    }  # fmt: skip
    return render(request, "intercepts/photo_shown.html", context)


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(GET_POST)
def photo_remove(request, pk):
    photo = get_photo_for(request.user, pk)
    require_removing_photos(request.user, photo.intercept)
    form = RemovePhotoForm(request.POST or None, version=photo.version)
    return form_response(
        request, form, title=_("Remove %(what)s") % {"what": photo}, action=photos.remove,
        given={"photo": photo}, done=_("The photograph is removed."), goes_to=photo,
        trail=trail_to(photo.intercept), submit_label=_("Remove the photograph"),
        lead=_("The picture itself is erased; who removed it and why stays."),
    )  # fmt: skip
