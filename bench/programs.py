"""The worker and the web server as processes of the bench: started for a case, ended with it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from bench.stage import PROJECT

WORKER = [
    "celery",
    "-A",
    "tracekenya.celery",
    "worker",
    "--concurrency",
    "1",
    "--loglevel",
    "WARNING",
]
WEB = ["gunicorn", "-c", "python:tracekenya.web_server", "--log-level", "warning"]
WEB.append("tracekenya.wsgi:application")
SECONDS_TO_START = 60


@contextmanager
def worker(database: str) -> Iterator[None]:
    """Run one worker process on the bench's broker and `database`, an address."""
    with _running([*WORKER, "--without-gossip", "--without-mingle"], DATABASE_URL=database):
        yield


@contextmanager
def web() -> Iterator[str]:
    """Serve the system as in production and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _running(WEB, BIND=f"127.0.0.1:{port}"):
        _wait_for(f"http://127.0.0.1:{port}/livez")
        yield f"http://localhost:{port}"


@contextmanager
def _running(module: list[str], **environment: str) -> Iterator[None]:
    log = Path(os.environ["STATE_ROOT"], f"{module[0]}.log")
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *module],
            cwd=PROJECT, env=os.environ | environment, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while not _answers(address):
        if time.monotonic() > until:
            raise TimeoutError(f"Nothing answers at {address}")
        time.sleep(0.2)


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
    except URLError:
        return False
    return True
