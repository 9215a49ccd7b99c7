"""Celery's edge of intercepts: what the clock asks for. No argument travels."""

from celery import shared_task

from intercepts.actions import field_keys


@shared_task(name="intercepts.turn_field_keys")
def turn_field_keys() -> None:
    field_keys.rotate()
