"""What a worker can be asked for. Each app registers its kinds when Django starts."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracekenya.audit.enums import AuditKind

# Says where the work stands: code of the step, how many parts are done, of how many (0 of 0: no parts).
Tell = Callable[[str, int, int], None]


class WorkRefused(Exception):
    """The work cannot be done as asked, and trying again will not help. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Made:
    """A finished piece of work: the bytes of its file, and plain facts (pages, seconds) about it."""

    content: bytes
    facts: dict[str, int | float | str]


@dataclass(frozen=True)
class Kind:
    """One kind of work.

    `steps`: code -> words, in order; the first is "queued" and the last "ready".
    `make(params, tell)` runs in a process of its own and may raise WorkRefused.
    `refusals`: code of a WorkRefused -> sentence. `warm()` loads libraries once per worker.
    """

    name: str
    steps: dict[str, str]
    make: Callable[[dict, Tell], Made]
    folder: str
    suffix: str
    ordered_as: AuditKind
    opened_as: AuditKind
    refusals: dict[str, str] = field(default_factory=dict)
    warm: Callable[[], None] | None = None
    limit_seconds: int = 300


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind:
    """Return the kind called `name`. Raises KeyError when no app registered it."""
    return _KINDS[name]


def all_kinds() -> list[Kind]:
    return list(_KINDS.values())
