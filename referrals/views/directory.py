"""Pages of contacts, and the check of a hotline; organisations and hotlines are registers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from referrals.contact_forms import ContactEditForm, ContactForm
from referrals.registers.organisations import ORGANISATIONS
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.directory.access import get_contact_for, get_hotline_for
from tracekenya.directory.actions import mark_checked
from tracekenya.directory.models import Contact
from tracekenya.pages.actions import rows
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import fact, facts_of
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]
SEALED = ["names", "phone"]


@requires(Permission.DIRECTORY_EDIT)
@require_http_methods(GET_POST)
def contact_add(request, pk):
    organisation = ORGANISATIONS.get_for(request.user, pk)
    return form_response(
        request, ContactForm(request.POST or None), title=_("Add a contact"), action=rows.add,
        given={"model": Contact, "organisation": organisation}, done=_("Kept."),
        goes_to=organisation, trail=_trail(organisation),
    )  # fmt: skip


@requires(Permission.DIRECTORY_VIEW)
@require_safe
def contact_detail(request, pk):
    """Show names and phone; who opened them is kept in the trail."""
    contact = get_contact_for(request.user, pk)
    record(AuditKind.REVEALED, by=request.user, target=contact, fields=SEALED)
    organisation = contact.organisation
    edit = reverse("referrals:contact_edit", args=[pk])
    return record_response(
        request, contact, title=str(contact), trail=_trail(organisation),
        lead=_("That you opened this page is kept. Do not pass names or phones on."),
        facts=[
            fact(_("Organisation"), organisation.name, url=organisation.get_absolute_url()),
            *facts_of(contact, ("position", "names", "phone"), reader=request.user),
        ],
        tags=[] if contact.is_active else [Tag(_("Left"))],
        acts=[Act(_("Change"), edit, "edit", Permission.DIRECTORY_EDIT)],
    )  # fmt: skip


@requires(Permission.DIRECTORY_EDIT)
@require_http_methods(GET_POST)
def contact_edit(request, pk):
    contact = get_contact_for(request.user, pk)
    form = ContactEditForm(
        request.POST or None, instance=contact, initial={"version": contact.version}
    )
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": contact}, action=rows.edit,
        given={"row": contact}, done=_("Saved."), goes_to=contact,
        trail=[*_trail(contact.organisation), (str(contact), contact.get_absolute_url())],
    )  # fmt: skip


@requires(Permission.DIRECTORY_EDIT)
@require_POST
def hotline_check(request, pk):
    """Say that the number was called today and works."""
    hotline = mark_checked(hotline=get_hotline_for(request.user, pk), by=request.user)
    messages.success(request, _("Marked as checked today."))
    return redirect(hotline)


def _trail(organisation):
    return [
        (str(ORGANISATIONS.listing.title), ORGANISATIONS.url()),
        (organisation.name, organisation.get_absolute_url()),
    ]
