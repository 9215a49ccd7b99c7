"""Ports of this machine's own address, 127.0.0.1."""

import socket

from tracekenya.ops.console import SetupError

HOST = "127.0.0.1"
USUAL_PORT = 8000
TRIED = 100  # ports after the usual one, before giving up
LAST_PORT = 65535


def is_port_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port(preferred: int = 0) -> int:
    """Return a free port: the preferred one when nobody has it."""
    if preferred and is_port_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Say whether somebody takes connections on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def web_port(asked: str) -> int:
    """Return the port for the web server: the one that was asked for, or the first free from 8000.

    "0" asks for any free one. Raises SetupError when `asked` is no port or is busy.
    """
    if not asked:
        return next(filter(is_port_free, range(USUAL_PORT, USUAL_PORT + TRIED)), 0) or free_port()
    if not (asked.isascii() and asked.isdecimal()) or int(asked) > LAST_PORT:
        raise SetupError(f"PORT must be a number from 0 to {LAST_PORT}, not {asked!r}")
    port = int(asked) or free_port()
    if not is_port_free(port):
        raise SetupError(f"Port {port} is busy; choose another with PORT=, or leave PORT out.")
    return port
