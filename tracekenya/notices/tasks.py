"""Celery's edge: a round of e-mails. No argument travels; what waits stands in the database."""

from celery import shared_task

from tracekenya.notices import actions


@shared_task(name="notices.mail")
def mail_notices() -> None:
    actions.mail_waiting()
