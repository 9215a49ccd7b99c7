"""Pages of an operator's crew: entering, opening and correcting one of them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intercepts.access import get_crew_member_for, get_operator_for
from intercepts.actions import operators
from intercepts.edit_forms import CrewMemberEditForm, CrewMemberForm
from intercepts.registers.operators import OPERATORS
from intercepts.views.intercepts import GET_POST
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import fact, facts_of
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

SEALED = ["names", "phone"]


@requires(Permission.DIRECTORY_EDIT)
@require_http_methods(GET_POST)
def crew_member_add(request, pk):
    operator = get_operator_for(request.user, pk)
    return form_response(
        request, CrewMemberForm(request.POST or None), title=_("Add one of the crew"),
        action=operators.add_crew_member, given={"operator": operator}, done=_("Kept."),
        goes_to=operator, trail=_trail(operator),
    )  # fmt: skip


@requires(Permission.DIRECTORY_VIEW)
@require_safe
def crew_member_detail(request, pk):
    """Show names and phone; who opened them is kept in the trail."""
    member = get_crew_member_for(request.user, pk)
    record(AuditKind.REVEALED, by=request.user, target=member, fields=SEALED)
    operator = member.organisation.transport_operator
    edit = reverse("intercepts:crew_member_edit", args=[pk])
    return record_response(
        request, member, title=str(member), trail=_trail(operator),
        lead=_("That you opened this page is kept. Do not pass names or phones on."),
        facts=[
            fact(_("Operator"), operator, url=operator.get_absolute_url()),
            *facts_of(member, ("job", "names", "phone"), reader=request.user),
        ],
        tags=[] if member.is_active else [Tag(_("Left"))],
        acts=[
            Act(_("Change"), edit, "edit", Permission.DIRECTORY_EDIT),
            Act(
                _("Write down a tip"), reverse("intercepts:crew_tip_add", args=[pk]), "plus",
                Permission.TIP_KEEP,
            ),
            Act(_("Letter of thanks"), reverse("intercepts:crew_thanks", args=[pk]), "print"),
        ],
    )  # fmt: skip


@requires(Permission.DIRECTORY_EDIT)
@require_http_methods(GET_POST)
def crew_member_edit(request, pk):
    member = get_crew_member_for(request.user, pk)
    form = CrewMemberEditForm(
        request.POST or None, instance=member, initial={"version": member.version}
    )
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": member},
        action=operators.edit_crew_member, given={"member": member}, done=_("Saved."),
        goes_to=member,
        trail=[*_trail(member.organisation.transport_operator), (str(member), member.get_absolute_url())],
    )  # fmt: skip


def _trail(operator):
    return [
        (str(OPERATORS.listing.title), OPERATORS.url()),
        (str(operator), operator.get_absolute_url()),
    ]
