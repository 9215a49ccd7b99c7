"""Refusals that a person can understand; views turn them into form errors."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the work refused the act; the message is for people, `field` names where it belongs.

    `place`: which of several people of one form is meant, counted from 0.
    """

    place = 0

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleVersion(DomainError):
    """Somebody else saved the record since this form was opened."""
