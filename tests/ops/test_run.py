"""When `make run` calls the programs ready: told by a page that answers as the health page does."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tracekenya.ops import run
from tracekenya.ops.console import SetupError
from tracekenya.ops.layout import Layout
from tracekenya.ops.supervisor import Supervisor

FINE = {"database": "ok", "broker": "ok", "worker": "ok", "trail": "ok"}


@pytest.fixture
def answers_with():
    """Return a function that serves one health page and gives its port."""
    servers = []

    def serve(body: bytes) -> int:
        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(503)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words):
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Page)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server.server_port

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def programs(tmp_path):
    return Supervisor(Layout(tmp_path), {})


def test_rows_that_wait_for_their_seal_do_not_keep_the_system_down(answers_with, programs):
    """Beat orders the seal, and starts only after this."""
    port = answers_with(json.dumps(FINE | {"trail": "failed"}).encode())

    assert run._wait_until_healthy(port, programs) is None


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(FINE | {"worker": "failed"}).encode(),
        json.dumps(FINE | {"trail": "failed", "database": "failed"}).encode(),
        b"<html>busy</html>",
        b"[]",
    ],
)
def test_anything_else_that_failed_does(answers_with, programs, monkeypatch, body):
    monkeypatch.setattr(run, "HEALTH_SECONDS", 1)

    with pytest.raises(SetupError, match="Not healthy after 1 seconds"):
        run._wait_until_healthy(answers_with(body), programs)
