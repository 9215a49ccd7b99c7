"""Pages on phones beside the register: a code to enrol one, ending one, what was lost."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intercepts.actions import field_phones
from intercepts.phone.pictures import qr_svg
from intercepts.registers.phones import PHONES
from tracekenya.lib.errors import DomainError
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

FIELD = "/field/"


@requires(Permission.PHONE_MANAGE)
@require_POST
def phone_code(request, pk):
    """Show a new code, in this answer alone."""
    phone = PHONES.get_for(request.user, pk)
    try:
        code = field_phones.make_code(phone=phone, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(phone)
    address = request.build_absolute_uri(FIELD)
    # the code stands behind "#": that part of an address reaches no server and no log
    picture = qr_svg(f"{address}#code={code}", label=_("Picture with the address and the code"))
    context = {
        "phone": phone, "code": code, "minutes": field_phones.CODE_MINUTES, "address": address,
        "picture": picture,
        "trail": PHONES.trail(request.user, (str(phone), phone.get_absolute_url())),
    }  # fmt: skip
    return render(request, "intercepts/phone_code.html", context)


@requires(Permission.PHONE_MANAGE)
@require_http_methods(["GET", "POST"])
def phone_revoke(request, pk):
    phone = PHONES.get_for(request.user, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    return form_response(
        request, form, title=_("Revoke %(phone)s") % {"phone": phone}, action=field_phones.revoke,
        given={"phone": phone}, done=_("Revoked. At its next call the phone wipes itself."),
        goes_to=phone, trail=PHONES.trail(request.user, (str(phone), phone.get_absolute_url())),
        lead=_(
            "For a phone that was lost, stolen or given away. It sends nothing more; what it still holds"
            " comes to “To be mended” for 30 days. This cannot be undone."
        ),
        submit_label=_("Revoke"),
    )  # fmt: skip


@requires(Permission.PHONE_MANAGE)
@require_POST
def phone_asked(request, pk):
    """Take away the notice that records were lost, once somebody has asked the monitor."""
    phone = PHONES.get_for(request.user, pk)
    field_phones.settle_missing(phone=phone, by=request.user)
    messages.success(request, _("Noted."))
    return redirect(reverse("intercepts:phone_detail", args=[pk]))
