"""Accounts: list, page, inviting, changing, ending, a new link, a lost second factor."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracekenya.accounts.actions import invitations, users
from tracekenya.accounts.fresh import Act as Fresh
from tracekenya.accounts.fresh import needs_fresh
from tracekenya.administration.actions import accounts, resets
from tracekenya.administration.forms import AccountForm, InviteForm
from tracekenya.administration.trails import ADMINISTRATION, above
from tracekenya.administration.users import USERS, all_users, facts_about, state_tag, user_for
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import form_response, press_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]
LIST = (USERS.title, "administration:user_list")


@requires(Permission.USER_MANAGE)
@require_safe
def user_list(request):
    acts = [Act(_("Invite a person"), reverse("administration:user_invite"), "plus")]
    return list_response(request, USERS, all_users(), acts=acts, trail=above(ADMINISTRATION))


@requires(Permission.USER_MANAGE)
@needs_fresh(Fresh.ROLE_CHANGE)
@require_http_methods(GET_POST)
def user_invite(request):
    """Show the link in the answer to the POST alone: nothing of it is kept."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        made = perform(form, accounts.invite, by=request.user, **form.cleaned_data)
        if made is not None:
            return _link_shown(request, made)
    context = {
        "form": form,
        "title": _("Invite a person"),
        "trail": above(ADMINISTRATION, LIST),
        "cancel_url": reverse("administration:user_list"),
        "submit_label": _("Send the invitation"),
    }
    return render(request, "administration/user_invite.html", context)


@requires(Permission.USER_MANAGE)
@require_safe
def user_detail(request, pk):
    user = user_for(pk)
    record(AuditKind.VIEWED, by=request.user, target=user)
    is_own = user.pk == request.user.pk
    edit = Act(_("Change"), reverse("administration:user_edit", args=[pk]), "edit")
    return record_response(
        request, user, title=user.staff_code, trail=above(ADMINISTRATION, LIST),
        facts=facts_about(user, request.user), tags=[state_tag(user)], acts=[] if is_own else [edit],
        template="administration/user_detail.html", account=user, is_own=is_own,
    )  # fmt: skip


@requires(Permission.USER_MANAGE)
@needs_fresh(Fresh.ROLE_CHANGE)
@require_http_methods(GET_POST)
def user_edit(request, pk):
    user = user_for(pk)
    users.refuse_own(user, request.user)
    return form_response(
        request, AccountForm(request.POST or None, instance=user),
        title=_("Change: %(what)s") % {"what": user}, action=accounts.edit, given={"user": user},
        done=_("Saved."), goes_to=user.get_absolute_url(), trail=above(ADMINISTRATION, LIST, user),
    )  # fmt: skip


@requires(Permission.USER_MANAGE)
@needs_fresh(Fresh.ROLE_CHANGE)
@require_POST
def user_switch_off(request, pk):
    done = _("The account is switched off and signed out everywhere.")
    return _acted(request, user_for(pk), users.switch_off, done)


@requires(Permission.USER_MANAGE)
@needs_fresh(Fresh.ROLE_CHANGE)
@require_POST
def user_switch_on(request, pk):
    return _acted(request, user_for(pk), users.switch_on, _("The account may sign in again."))


@requires(Permission.USER_MANAGE)
@needs_fresh(Fresh.ROLE_CHANGE)
@require_POST
def user_second_factor_reset(request, pk):
    """Ask for the reset; somebody else agrees to it, and the person is told at once."""
    done = _(
        "The reset is asked for. A second person agrees to it after a day; the person is told."
    )
    return _acted(request, user_for(pk), resets.ask, done)


@requires(Permission.USER_MANAGE)
@needs_fresh(Fresh.ROLE_CHANGE)
@require_POST
def user_send_link(request, pk):
    """Send a new link. It is shown only for an account that nobody has used yet.

    Whoever sees the link of an account in use could take the account over.
    """
    user = user_for(pk)
    try:
        made = invitations.send_again(user=user, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(user)
    if not user.has_usable_password():
        return _link_shown(request, made)
    messages.success(request, _("The link was sent to the person's e-mail."))
    return redirect(user)


def _acted(request, user, action, done):
    return press_response(request, action, user=user, goes_to=user, done=done)


def _link_shown(request, made):
    if not made.url:
        messages.info(request, _("This invitation was sent already."))
        return redirect(made)
    context = {
        "account": made.user,
        "link": made.url,
        "trail": above(ADMINISTRATION, LIST, made.user),
    }
    return render(request, "administration/invitation_link.html", context)
