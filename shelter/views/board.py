"""The bed board: drawn once, and looked at again every few seconds while it is open."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shelter import board_live as live
from shelter.access import get_shelter_for
from shelter.board import board_of
from shelter.forms.board import BoardFilter
from shelter.house_page import board_acts
from shelter.tiles import Drawer
from tracekenya.lib.addresses import address
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

NOTHING_NEW = 204


@requires(Permission.SHELTER_VIEW)
@require_safe
def bed_board(request, pk):
    shelter = get_shelter_for(request.user, pk)
    drawn = _drawn(request, shelter)
    acts, more = board_acts(shelter, request.user)
    drawn |= {
        "acts": acts,
        "more_acts": more,
        "may_open_address": request.user.can(Permission.SHELTER_ADDRESS),
    }
    return render(request, "shelter/bed_board.html", drawn)


@requires(Permission.SHELTER_VIEW)
@require_safe
def board_live(request, pk):
    """Answer an open board: nothing while it shows what is true, the fresh board otherwise."""
    shelter = get_shelter_for(request.user, pk)
    drawn = _drawn(request, shelter)
    if request.GET.get("seen") == drawn["mark"]:
        return HttpResponse(status=NOTHING_NEW)
    since = live.moment_of(request.GET.get("since", ""), timezone.now())
    drawn["news"] = live.news_of(shelter, request.user, since)
    return render(request, "shelter/board_live.html", drawn)


def _drawn(request, shelter) -> dict:
    """Return what both answers draw; `live_url` tells the next look what this one showed."""
    user, now = request.user, timezone.now()
    board = board_of(shelter, user, now)
    form = BoardFilter(request.GET, board=board)
    wanted, mark = form.wanted(), live.mark_of(board)
    columns, may_admit = board.shown(wanted), user.can(Permission.STAY_ADMIT)
    may_edit = user.can(Permission.SHELTER_EDIT)
    kept = {name: value for name, value in vars(wanted).items() if value}
    asked = urlencode(kept | {"seen": mark, "since": live.seconds_of(now)})
    return {
        "shelter": shelter,
        "board": board,
        "columns": columns,
        "rooms": Drawer(may_admit, may_edit).rooms(columns),
        "filter_form": form,
        "mark": mark,
        "live_url": f"{address('shelter:board_live', shelter.pk)}?{asked}",
        "every": settings.BOARD_SECONDS,
        "may_edit": may_edit,
        "may_admit": may_admit,
    }
