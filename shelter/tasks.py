"""Celery's edge: every few minutes each part of the shelter tells what is due. No argument travels."""

from celery import shared_task
from django.utils import timezone

from shelter import registries


@shared_task(name="shelter.tell_due")
def tell_due() -> None:
    now = timezone.now()
    for tell in registries.clocks:
        tell(now)
