"""Make an account; the password is asked for, or read from TRACE_PASSWORD."""

import getpass
import os

from django.core.management.base import BaseCommand, CommandError

from tracekenya.accounts import actions
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role


class Command(BaseCommand):
    help = "Make an account: manage.py add_user EMAIL --staff-code CODE --role ROLE"

    def add_arguments(self, parser) -> None:
        parser.add_argument("email")
        parser.add_argument("--staff-code", required=True)
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])

    def handle(self, *args, email: str, staff_code: str, role: str, **options) -> None:
        password = os.environ.get("TRACE_PASSWORD") or getpass.getpass("Password: ")
        try:
            user = actions.add_user(
                email=email, password=password, staff_code=staff_code, role=Role(role), by=None
            )
        except DomainError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{user.staff_code} may sign in as {user.role}")
