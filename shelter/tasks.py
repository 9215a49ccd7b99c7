"""Celery's edge: every few minutes each part of the shelter tells what is due. No argument travels."""

from celery import shared_task
from django.utils import timezone

from shelter import registries


@shared_task(name="shelter.tell_due")
def tell_due() -> None:
    """Let every clock tell; one that fails does not stop the others, and the failure is said last."""
    now, failed = timezone.now(), None
    for tell in registries.clocks:
        try:
            tell(now)
        except Exception as error:  # noqa: BLE001  raised again below
            failed = failed or error
    if failed is not None:
        raise failed
