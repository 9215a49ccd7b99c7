"""Where the registers begin: one page that names them all, with how much is in each."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from programmes.registers.policies import POLICIES
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

REGISTERS = (POLICIES,)


@requires(Permission.REGISTER_VIEW)
@require_safe
def programmes_home(request):
    registers = [
        {"label": each.listing.title, "url": each.url(), "count": each.rows(request.user).count()}
        for each in REGISTERS
        if request.user.can(each.view)
    ]
    return render(request, "programmes/programmes_home.html", {"registers": registers})
