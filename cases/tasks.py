"""Celery's edge: the weekly word on who looked, and reminders of reviews. No argument travels."""

from celery import shared_task

from cases import digest
from cases.actions import emergency_reminders


@shared_task(name="cases.weekly_looks")
def tell_weekly_looks() -> None:
    digest.send()


@shared_task(name="cases.emergency_reminders")
def remind_of_reviews() -> None:
    emergency_reminders.remind()
