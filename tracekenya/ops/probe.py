"""What a container's health check asks: `python -m tracekenya.ops.probe web|beat`."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

BEAT_SILENCE = 600  # seconds; beat writes its schedule down every three minutes


def web() -> bool:
    """Say whether the web server of this container answers."""
    port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
    host = urlsplit(os.environ.get("SITE_URL", "http://localhost")).hostname or "localhost"
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/livez", headers={"Host": host})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=5):  # noqa: S310
            return True
    except (urllib.error.URLError, TimeoutError):
        return False


def beat() -> bool:
    """Say whether beat has written its schedule lately."""
    state = Path(os.environ.get("STATE_ROOT", ".local"))
    written = [file.stat().st_mtime for file in state.glob("celerybeat-schedule*")]
    return bool(written) and time.time() - max(written) < BEAT_SILENCE


PROBES: dict[str, Callable[[], bool]] = {"web": web, "beat": beat}

if __name__ == "__main__":
    sys.exit(not PROBES[sys.argv[1]]())
