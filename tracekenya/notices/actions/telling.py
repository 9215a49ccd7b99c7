"""Telling people: rows in the transaction of the act, so that nothing is told that was undone."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.urls import reverse

from tracekenya.accounts.models import User
from tracekenya.audit.trail import case_of
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice


@dataclass(frozen=True)
class Telling:
    """One of many things told at once: to whom, about which record, and the mark that it carries."""

    to: Iterable[User]
    target: models.Model
    once: str = ""


@transaction.atomic
def tell(
    *,
    to: Iterable[User],
    kind: NoticeKind,
    target: models.Model | None = None,
    by: User | None = None,
    link: str = "",
    once: str = "",
) -> list[Notice]:
    """Write a notice for each of `to` who may sign in and is not suspended; the row is there with the act itself.

    `link`: the page it leads to, when that is not the page of `target`. `once`: a mark; whoever has
    a notice with it is not told again. The e-mail follows from the worker, without content.
    Returns the notices asked for, also those that were there already.
    """
    people = {user.pk: user for user in to if user.is_reachable}
    about = _about(target, link)
    rows = [
        Notice(to=user, kind=kind, by=by.staff_code if by else "", once=once, **about)
        for user in people.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=bool(once))
    return rows


@transaction.atomic
def tell_each(
    *, items: Iterable[Telling], kind: NoticeKind, by: User | None = None
) -> list[Notice]:
    """Write the notices of many tellings of one kind in one statement, under the rules of `tell`."""
    rows = [
        Notice(
            to=user, kind=kind, by=by.staff_code if by else "", once=item.once,
            **_about(item.target, ""),
        )
        for item in items
        for user in {each.pk: each for each in item.to}.values()
        if user.is_reachable
    ]  # fmt: skip
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return rows


def tell_sign_in_changed(*, user: User) -> list[Notice]:
    """Tell somebody that the own way of signing in was changed, in case it was somebody else."""
    return tell(to=[user], kind=NoticeKind.ACCOUNT_CHANGED, link=reverse("mfa_index"))


def _about(target: models.Model | None, link: str) -> dict[str, Any]:
    if target is None:
        return {"link": link}
    address = getattr(target, "get_absolute_url", str)
    code = getattr(target, "code", "") or getattr(target, "staff_code", "")
    case_id: uuid.UUID | None = case_of(target)
    return {
        "target_type": target._meta.label_lower,
        "target_id": str(target.pk),
        "target_code": str(code)[:40],
        "case_id": case_id,
        "link": link or (address() if address is not str else ""),
    }
