"""Celery's edge: the weekly word on who looked."""

from celery import shared_task

from cases import digest


@shared_task(name="cases.weekly_looks")
def tell_weekly_looks() -> None:
    digest.send()
