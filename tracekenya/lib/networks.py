"""Where a request comes from, as far as it can be known."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
PREFIX = {4: 24, 6: 64}  # bits of what one household or office usually has


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address: what the outermost of our own proxies saw.

    `TRUSTED_PROXIES` says how many of them stand before us. Each adds to the end of
    X-Forwarded-For; whatever stands before that was written by the visitor and is not believed.
    """
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    hops = settings.TRUSTED_PROXIES
    stated = seen[-hops].strip() if 0 < hops <= len(seen) else ""
    return stated or request.META.get("REMOTE_ADDR", "")


def network_of(request: HttpRequest) -> str:
    """Return the network of the visitor (/24 or /64), "unknown" when there is no address."""
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return UNKNOWN
    return str(ip_network(f"{address}/{PREFIX[address.version]}", strict=False))
