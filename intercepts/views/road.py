"""Acts on the registers of the road that are more than adding and correcting."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intercepts.actions import stations
from intercepts.registers.stations import STATIONS
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.PROGRAMME_REGISTER_EDIT)
@require_POST
def station_confirm(request, pk):
    station = STATIONS.get_for(request.user, pk)
    stations.confirm(station=station, by=request.user)
    messages.success(request, _("Confirmed. Monitors may choose it from now on."))
    return redirect(station)
