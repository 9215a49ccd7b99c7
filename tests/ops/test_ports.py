"""The web port: the usual one, the next free one, or exactly the one that was asked for."""

import socket

import pytest

from tracekenya.ops import ports
from tracekenya.ops.console import SetupError


@pytest.fixture
def busy():
    with socket.create_server((ports.HOST, 0)) as server:
        yield server.getsockname()[1]


def test_the_next_port_is_taken_when_the_usual_one_is_busy(monkeypatch, busy):
    monkeypatch.setattr(ports, "USUAL_PORT", busy)

    chosen = ports.web_port("")

    assert busy < chosen < busy + ports.TRIED
    assert ports.is_port_free(chosen)


def test_a_port_that_was_asked_for_and_is_busy_is_refused(busy):
    with pytest.raises(SetupError, match=f"Port {busy} is busy"):
        ports.web_port(str(busy))


@pytest.mark.parametrize("asked", ["eight", "-1", "65536", "80.5", "٨٠"])
def test_what_is_no_port_is_refused_by_name(asked):
    with pytest.raises(SetupError, match="PORT must be a number"):
        ports.web_port(asked)


def test_any_free_port_may_be_asked_for():
    assert ports.is_port_free(ports.web_port("0"))
