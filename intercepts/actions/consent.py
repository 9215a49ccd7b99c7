"""Writing the texts that are read aloud; an earlier wording is kept, for records name the one that was read."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from intercepts.models import ConsentText, ConsentWording
from intercepts.models.consent import BUILT_IN
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.actions import rows

NAMES = {"en": "English", "sw": "Kiswahili"}


def built_in(language: str) -> str:
    """Return the text that comes with the application, in English or Swahili."""
    with override(language):
        return _(
            "We are Trace Kenya. We are not the police. We would like to write down what you tell us, so"
            " that help can reach you. Only those who help you may read it. You may say no, and you may"
            " stop at any time; you get help all the same. Do you agree?"
        )


@transaction.atomic
def load_texts() -> int:
    """Keep the built-in texts as first rows where their languages have none; return how many were made."""
    made = 0
    for language in BUILT_IN:
        row, is_new = ConsentText.objects.get_or_create(
            language=language,
            defaults={"name": NAMES[language], "text": built_in(language), "is_active": True},
        )
        if is_new:
            _keep_wording(row)
            made += 1
    return made


@transaction.atomic
def add_text(*, by: User, submission: uuid.UUID | None = None, **facts: Any) -> ConsentText:
    """Keep the text of one more language, once. Raises DomainError naming the field."""
    row = rows.add(ConsentText, by=by, submission=submission, check=_check, **facts)
    _keep_wording(row)
    return row


@transaction.atomic
def edit_text(*, row: ConsentText, by: User, version: int, **facts: Any) -> ConsentText:
    """Change a text; another wording gets the next number and has to be checked anew before use.

    Raises StaleVersion, DomainError naming the field.
    """
    before = ConsentText.objects.select_for_update(of=("self",)).get(pk=row.pk)

    def check(changed: ConsentText) -> None:
        if changed.text != before.text:
            changed.number = before.number + 1
            _refuse_old_check(changed, timezone.localdate())
        elif (wording := before.wordings.first()) is not None:
            _refuse_old_check(changed, wording.since)
        _check(changed)

    kept = rows.edit(row, by=by, version=version, check=check, **facts)
    _keep_wording(kept)
    return kept


def _refuse_old_check(row: ConsentText, since: dt.date) -> None:
    """Refuse a check from before the wording was written."""
    refuse_before(
        row.checked_on, since, field="checked_on",
        sentence=_("Checked on %(day)s, but written on %(earliest)s: have the new text checked."),
    )  # fmt: skip


def _check(row: ConsentText) -> None:
    if bool(row.checked_by_id) != bool(row.checked_on):
        missing = "checked_on" if row.checked_by_id else "checked_by"
        raise DomainError(_("Say who checked it and on which day."), field=missing)
    refuse_future(row.checked_on, "checked_on")
    is_as_delivered = row.language in BUILT_IN and row.number == 1
    if row.is_active and not row.checked_on and not is_as_delivered:
        raise DomainError(
            _("Somebody who speaks the language must check the text before it is used."),
            field="checked_by",
        )


def _keep_wording(row: ConsentText) -> None:
    ConsentWording.objects.get_or_create(
        consent_text=row, number=row.number, defaults={"text": row.text}
    )
