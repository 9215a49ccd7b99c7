"""The commands that the Makefile hands on: `python -m tracekenya.ops COMMAND`."""

import sys
from collections.abc import Callable, Sequence

from tracekenya.ops import checks, run, setup, tools
from tracekenya.ops.console import SetupError, say

COMMANDS: dict[str, Callable[[], None]] = {
    "run": run.run,
    "test": checks.test,
    "test-deep": checks.test_deep,
    "coverage": checks.coverage,
    "check": checks.test,
    "fix": tools.fix,
    "demo": tools.demo,
    "report": tools.report,
    "bench": tools.bench,
    "messages": tools.messages,
    "locks": tools.locks,
}

INTERRUPTED = 130  # what shells say after Ctrl-C


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; what a person must mend is one line."""
    command = COMMANDS.get(arguments[0] if arguments else "")
    if command is None:
        say(f"Commands: {' '.join(COMMANDS)}")
        return 2
    setup.stop_on_signals()
    try:
        command()
    except SetupError as error:
        say(f"Stopped: {error}")
        return 1
    except setup.Stopped:
        say("Stopped.")
        return 0 if command is run.run else INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
