"""Where the registers begin: one page that names them all, with how much is in each."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from programmes.landing import grouped
from programmes.registers.activities import ACTIVITIES
from programmes.registers.board import BOARD_MEETINGS, BOARD_MEMBERS
from programmes.registers.channels import CHANNELS
from programmes.registers.expenditure import EXPENDITURE
from programmes.registers.funding import FUNDING
from programmes.registers.investments import INVESTMENTS
from programmes.registers.networks import NETWORKS
from programmes.registers.partnerships import PARTNERSHIPS
from programmes.registers.policies import POLICIES
from programmes.registers.projects import PROJECTS
from programmes.registers.staff import STAFF_POSTS
from programmes.registers.trust_fund import GRANTS
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

REGISTERS = (
    ACTIVITIES,
    PROJECTS,
    PARTNERSHIPS,
    NETWORKS,
    GRANTS,
    POLICIES,
    STAFF_POSTS,
    BOARD_MEETINGS,
    BOARD_MEMBERS,
    CHANNELS,
    INVESTMENTS,
    FUNDING,
    EXPENDITURE,
)


@requires(Permission.REGISTER_VIEW)
@require_safe
def programmes_home(request):
    groups = grouped(REGISTERS, request.user)
    return render(request, "programmes/programmes_home.html", {"groups": groups})
