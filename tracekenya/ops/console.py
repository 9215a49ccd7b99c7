"""What the set-up says to the person at the keyboard, and the one error it raises."""

import sys


class SetupError(Exception):
    """Something that only the person can mend; its text is the one clear line that says so."""


def say(line: str) -> None:
    """Write a line of progress. It goes to standard error: standard output belongs to results."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def answer(line: str) -> None:
    """Write a line of the result that was asked for."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
