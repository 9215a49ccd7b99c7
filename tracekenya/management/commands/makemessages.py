"""Collects texts into a catalogue that changes only where texts change."""

from django.core.management.commands import makemessages

OTHER_NAMES = ("_lazy", "_now")  # in modules that need both kinds of gettext beside each other


class Command(makemessages.Command):
    """Sorts the catalogue and leaves new texts empty: a guessed translation looks like a real one."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        *(f"--keyword={name}" for name in OTHER_NAMES),
    ]
    msgmerge_options = [
        *makemessages.Command.msgmerge_options,
        "--no-fuzzy-matching",
        "--sort-output",
    ]
    msgattrib_options = [*makemessages.Command.msgattrib_options, "--sort-output"]
