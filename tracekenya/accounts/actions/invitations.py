"""The one link with which a person chooses a password: sent, shown once, used once."""

import datetime as dt
import hashlib
import logging
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracekenya.accounts.actions.users import (
    refuse_chair,
    refuse_endless,
    refuse_own,
    refuse_secretary,
    save_some,
)
from tracekenya.accounts.models import User
from tracekenya.accounts.sessions import end_sessions
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.places.models import Office
from tracekenya.roles.policy import needs_approval

log = logging.getLogger(__name__)

SIGNER = TimestampSigner(salt="accounts.invitation")
SECRET_BYTES = 32


class LinkIsDead(Exception):
    """The link is forged, used, replaced by a newer one, too old, or its account has ended."""


@dataclass
class Invitation:
    """An account and its link. `url` is "" when the same form was sent before."""

    user: User
    url: str

    def get_absolute_url(self) -> str:
        return self.user.get_absolute_url()


@transaction.atomic
def invite(
    *,
    email: str,
    staff_code: str,
    full_name: str,
    role: str,
    office: Office | None,
    ends_on: dt.date | None,
    language: str,
    is_board_secretary: bool,
    by: User,
    submission: uuid.UUID,
    is_temporary: bool = False,
    is_board_chair: bool = False,
) -> Invitation:
    """Make an account without a password and send its link; the same form sent twice makes one.

    A role that reaches cases waits for a second person. Raises DomainError at the field for an
    e-mail or staff code that is taken.
    """
    if (made := User.objects.filter(pk=submission).first()) is not None:
        return Invitation(made, "")
    refuse_secretary(role, is_board_secretary)
    refuse_chair(role, is_board_chair)
    refuse_endless(ends_on, is_temporary)
    waits = needs_approval(role)
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email, None, id=submission, staff_code=staff_code, full_name=full_name, role=role,
                office=office, ends_on=ends_on, is_temporary=is_temporary, language=language,
                is_board_secretary=is_board_secretary, is_board_chair=is_board_chair, pending_role=role if waits else "",
                role_asked_by=by if waits else None,
            )  # fmt: skip
    except IntegrityError:
        if (made := User.objects.filter(pk=submission).first()) is not None:
            return Invitation(made, "")
        raise _taken(email) from None
    record(AuditKind.CREATED, by=by, target=user, fields={"role": [None, role]})
    return Invitation(user, _new_link(user, by))


@transaction.atomic
def send_again(*, user: User, by: User) -> Invitation:
    """Send a new link; the one before dies at once. A password in use stays until the link is used.

    Raises OwnAccount, DomainError for an account that may not sign in.
    """
    refuse_own(user, by)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.may_sign_in:
        raise DomainError(_("This account has ended. Let it sign in again first."))
    return Invitation(user, _new_link(user, by))


def person_of(token: str) -> User:
    """Return whose link it is. Raises LinkIsDead."""
    return _person_of(token, User.objects.all())


@transaction.atomic
def accept(*, token: str, password: str) -> User:
    """Set the password that a person chose; the link dies, and so do the person's sessions.

    `password` has passed the validators. Raises LinkIsDead, also for the slower of two at once.
    """
    user = _person_of(token, User.objects.select_for_update(of=("self",)))
    user.set_password(password)
    save_some(user, password=user.password, invitation_key="")
    end_sessions(user)
    record(AuditKind.CHANGED, by=user, target=user, fields=["password"])
    return user


def _person_of(token: str, users: Any) -> User:
    try:
        stated = SIGNER.unsign(token, max_age=dt.timedelta(days=settings.INVITATION_DAYS))
        key, secret = stated.split(".")
        user = users.get(pk=uuid.UUID(key), invitation_key=_hash(secret))
    except (BadSignature, SignatureExpired, ValueError, User.DoesNotExist):
        raise LinkIsDead from None
    if not user.may_sign_in:
        raise LinkIsDead
    return user


def _new_link(user: User, by: User) -> str:
    """Keep the hash of a fresh secret and send the link after the commit; return the link."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    save_some(user, invitation_key=_hash(secret), invited_at=timezone.now())
    token = SIGNER.sign(f"{user.pk.hex}.{secret}")
    url = f"{settings.SITE_URL}{reverse('invitation_accept', args=[token])}"
    record(AuditKind.SENT, by=by, target=user, fields=["invited_at"])
    transaction.on_commit(lambda: _mail(user, url))
    return url


def _mail(user: User, url: str) -> None:
    """Send the neutral text in the person's language; a mail server that is down stops nothing."""
    with override(user.language):
        words = {"url": url, "days": settings.INVITATION_DAYS}
        text = render_to_string("administration/invitation_mail.txt", words)
        subject = _("Your account")
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])
    except OSError as error:  # smtplib's errors are among them
        log.warning("The link for %s could not be sent: %s", user.staff_code, type(error).__name__)


def _taken(email: str) -> DomainError:
    if User.objects.filter(email=email.lower()).exists():
        return DomainError(_("There is an account with this e-mail already."), field="email")
    return DomainError(_("This staff code is taken already."), field="staff_code")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
