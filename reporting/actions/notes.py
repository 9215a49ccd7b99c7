"""A year of an indicator in words, as the annual report prints it."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from reporting.models import Indicator, YearNote
from tracekenya.accounts.models import User
from tracekenya.lib.errors import StaleVersion
from tracekenya.pages.actions import rows


def write(*, indicator: Indicator, year: int, version: int, by: User, **words: Any) -> YearNote:
    """Keep narrative, deviation and lessons; `version` is 0 where there was no note.

    Raises StaleVersion when somebody wrote since.
    """
    note = YearNote.objects.filter(indicator=indicator, year=year).first()
    if note is not None:
        return rows.edit(note, version=version, by=by, **words)
    try:
        with transaction.atomic():
            return rows.add(
                YearNote, by=by, submission=uuid.uuid4(), indicator=indicator, year=year, **words
            )
    except IntegrityError:
        raise StaleVersion(
            _("Somebody else saved this record while you were writing. Your text is kept below.")
        ) from None
