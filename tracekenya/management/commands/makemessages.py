"""Collects texts into a catalogue that changes only where texts change."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Sorts the catalogue and leaves new texts empty: a guessed translation looks like a real one."""

    msgmerge_options = [
        *makemessages.Command.msgmerge_options,
        "--no-fuzzy-matching",
        "--sort-output",
    ]
    msgattrib_options = [*makemessages.Command.msgattrib_options, "--sort-output"]
