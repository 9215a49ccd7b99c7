"""How gunicorn serves the project: the same in `make run` and in the image."""

import os
from typing import Any

from django.db import connections

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # one clear refusal of a bad start, and shared memory
timeout = 60  # seconds without a sign of life before a worker is replaced
graceful_timeout = 8  # seconds that open requests get when the server stops
keepalive = 5  # seconds
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108  heartbeats must not wait for a disk
control_socket_disable = True
errorlog = "-"
accesslog = None  # addresses of pages carry record ids


def pre_fork(_server: Any, _worker: Any) -> None:
    """Close what the start opened: a connection must not be shared by two workers."""
    connections.close_all()
