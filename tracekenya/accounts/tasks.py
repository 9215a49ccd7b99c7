"""Celery's edge: once a day what is no more needed is deleted and unused accounts fall asleep."""

from celery import shared_task
from django.core.management import call_command

from tracekenya.accounts import delays, sessions
from tracekenya.accounts.actions.dormancy import put_unused_to_sleep


@shared_task(name="accounts.tidy")
def tidy() -> None:
    put_unused_to_sleep()
    delays.purge()
    call_command("clearsessions")
    sessions.purge()
