"""Where the administration begins: only what the person may open, with how much is in it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracekenya.administration.home import sections_for
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.REGISTER_VIEW)
@require_safe
def administration_home(request):
    context = {"sections": sections_for(request.user)}
    return render(request, "administration/administration_home.html", context)
