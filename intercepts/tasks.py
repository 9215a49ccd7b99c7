"""Celery's edge of intercepts: what the clock asks for. No argument travels."""

from celery import shared_task

from intercepts.actions import alerts, check_ins, field_keys, field_photos, signs_of_life, to_mend


@shared_task(name="intercepts.turn_field_keys")
def turn_field_keys() -> None:
    field_keys.rotate()


@shared_task(name="intercepts.sweep_photos")
def sweep_photos() -> None:
    field_photos.sweep()


@shared_task(name="intercepts.tell_again")
def tell_again() -> None:
    alerts.tell_again()
    to_mend.tell_again()


@shared_task(name="intercepts.tell_late")
def tell_late() -> None:
    check_ins.tell_late()
    signs_of_life.tell_calling()
