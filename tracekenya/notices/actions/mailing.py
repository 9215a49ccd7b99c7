"""The e-mail after a notice: one a person for all that waits, and nothing of what it says."""

import datetime as dt
import logging
import uuid
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracekenya.accounts.models import User
from tracekenya.notices.models import Notice

log = logging.getLogger(__name__)

TRIED_FOR = dt.timedelta(days=3)  # an older notice is on the page; an e-mail about it says nothing


def mail_waiting() -> int:
    """Send one e-mail to each person with notices not yet mailed; return how many were sent.

    Each person in a transaction of its own: a worker killed in between sends at most one e-mail
    twice and loses none. A mail server that is down ends the round; the next one tries again.
    """
    waiting = Notice.objects.to_mail().filter(at__gte=timezone.now() - TRIED_FOR)
    sent = 0
    for user_id in waiting.order_by().values_list("to", flat=True).distinct():
        try:
            sent += _mail_one(user_id)
        except SMTPRecipientsRefused:
            log.warning("The mail server refuses the address of account %s", user_id)
        except OSError as error:  # smtplib's other errors are among them
            log.warning("Notices cannot be mailed: %s", type(error).__name__)
            break
    return sent


@transaction.atomic
def _mail_one(user_id: uuid.UUID) -> bool:
    """Mark this person's notices as mailed and send the e-mail; False when another worker did."""
    rows = Notice.objects.to_mail().filter(to=user_id).select_for_update(skip_locked=True)
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return False
    Notice.objects.filter(pk__in=keys).update(mailed_at=timezone.now())
    user = User.objects.get(pk=user_id)
    if not user.may_sign_in:
        return False
    with override(user.language):
        text = render_to_string("notices/notice_mail.txt", {"url": settings.SITE_URL})
        send_mail(_("Something waits for you"), text, settings.DEFAULT_FROM_EMAIL, [user.email])
    return True
