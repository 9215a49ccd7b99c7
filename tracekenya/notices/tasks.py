"""Celery's edge: what the clock asks for. No argument travels; what waits stands in the database."""

import logging

from celery import shared_task

from tracekenya.notices import actions, watch

log = logging.getLogger(__name__)


@shared_task(name="notices.mail")
def mail_notices() -> None:
    actions.mail_waiting()


@shared_task(name="audit.seal")
def seal_trail() -> None:
    try:
        watch.seal_trail()
    except OSError:  # the file of heads: what was to be sealed waits for the next round
        log.exception("The trail cannot be sealed")


@shared_task(name="audit.check")
def check_trail() -> None:
    watch.check_trail()


@shared_task(name="audit.watch")
def watch_lookers() -> None:
    watch.watch_lookers()
