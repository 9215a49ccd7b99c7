"""The public page behind the one link: choosing a password."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tracekenya.accounts.actions import invitations
from tracekenya.administration.forms import ChoosePasswordForm
from tracekenya.roles.access import public


@public("a person without a password yet chooses one; the link is the proof")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation_accept(request, token):
    try:
        user = invitations.person_of(token)
        _speak(request, user.language)
        form = ChoosePasswordForm(request.POST or None, user=user)
        if form.is_valid():
            invitations.accept(token=token, password=form.cleaned_data["password"])
            messages.success(request, _("Your password is kept. Sign in with it now."))
            response = redirect("account_login")
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                response.set_cookie(
                    settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax",
                    secure=settings.SESSION_COOKIE_SECURE,
                )  # fmt: skip
            return response
    except invitations.LinkIsDead:
        return render(request, "administration/invitation_dead.html", status=410)
    return render(request, "administration/invitation_accept.html", {"form": form})


def _speak(request, language):
    """Answer in the person's language unless this device has chosen one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)
        request.LANGUAGE_CODE = language
