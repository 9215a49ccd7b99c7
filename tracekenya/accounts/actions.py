"""Making accounts and ending them, with a row in the trail."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role


@transaction.atomic
def add_user(*, email: str, password: str, staff_code: str, role: Role, by: User | None) -> User:
    """Make an account that can sign in.

    Raises DomainError for a weak password, or an e-mail or staff code that is taken.
    """
    try:
        validate_password(password, User(email=email, staff_code=staff_code))
        with transaction.atomic():
            user = User.objects.create_user(email, password, staff_code=staff_code, role=role)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="password") from None
    except IntegrityError:
        raise DomainError("This e-mail or staff code is taken already", field="email") from None
    record(AuditKind.CREATED, by=by, target=user, fields={"role": role.value})
    return user


@transaction.atomic
def switch_off(*, user: User, by: User | None) -> None:
    """End an account at once; what it did stays."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(AuditKind.CHANGED, by=by, target=user, fields={"is_active": False})
