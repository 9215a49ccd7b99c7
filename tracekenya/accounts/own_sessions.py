"""What a person reads about where they are signed in."""

from typing import Any

from django.http import HttpRequest

from tracekenya.accounts import devices, sessions
from tracekenya.lib.networks import network_of


def listed(request: HttpRequest) -> dict[str, Any]:
    """Return the person's sessions in words, this one first, and their limits in minutes and hours."""
    here = devices.fingerprint("network", network_of(request))
    own = request.session[sessions.OPEN]["row"]
    rows = [
        {
            "key": str(row.pk), "words": devices.words_of(row.browser), "is_this": str(row.pk) == own,
            "is_near": row.network == here, "started": row.started_at, "seen": row.seen_at,
        }
        for row in sessions.of(request.user)
    ]  # fmt: skip
    limits = sessions.limits_of(request.user.role)
    return {
        "sessions": sorted(rows, key=lambda row: not row["is_this"]),
        "idle_minutes": int(limits.idle.total_seconds() // 60),
        "whole_hours": int(limits.whole.total_seconds() // 3600),
    }
