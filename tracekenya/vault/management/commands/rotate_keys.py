"""Bring everything under the first key of VAULT_KEYS; people may work meanwhile."""

from django.core.management.base import BaseCommand, CommandError

from tracekenya.vault import ring
from tracekenya.vault.actions import Rotation, rotate

ROUNDS = 5  # what somebody was writing in one round is free in the next
SHOWN = 20  # names of what does not open


class Command(BaseCommand):
    help = "Wrap all data keys with the first key of VAULT_KEYS and reseal what an older release sealed"

    def handle(self, *args, **options) -> None:
        whole = Rotation()
        for _ in range(ROUNDS):
            done = rotate()
            whole.keys, whole.rows = whole.keys + done.keys, whole.rows + done.rows
            whole.files, whole.left, whole.failed = whole.files + done.files, done.left, done.failed
            if whole.left == len(whole.failed):
                break
        self.stdout.write(
            f"Under key {ring.first_id()} now: {whole.keys} data keys, "
            f"{whole.rows} records and {whole.files} files. Left: {whole.left}"
        )
        if whole.failed:
            shown = "\n".join(whole.failed[:SHOWN])
            raise CommandError(
                f"{len(whole.failed)} cannot be opened with the keys of VAULT_KEYS:\n{shown}"
            )
        if whole.left:
            raise CommandError("Somebody was writing these: run the command again")
