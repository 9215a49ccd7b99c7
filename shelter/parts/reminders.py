"""What the clock tells of houses: planned exits, tasks, hearings, absences, shifts, missing children."""

from shelter.actions import reminders
from shelter.registries import clocks


def register() -> None:
    clocks.extend(
        (
            reminders.tell_of_missing, reminders.tell_of_late, reminders.tell_of_shifts,
            reminders.tell_of_tasks, reminders.tell_of_exits, reminders.tell_of_hearings,
        )
    )  # fmt: skip
