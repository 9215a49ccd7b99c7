"""Paging by key: a page begins after the last row of the one before it, however long the list is.

The address carries the sort value and the id of that row, so only fields that are neither personal
nor special may be sorted by.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP


@dataclass(frozen=True)
class Order:
    """By which field path a list is sorted, and whether the largest comes first."""

    path: str
    descending: bool = False


@dataclass(frozen=True)
class Slice:
    """The rows of one page, and the keys of its neighbours ("" where there is none)."""

    rows: list[Any]
    before: str
    after: str


def page_of(rows: QuerySet, order: Order, *, size: int, before: str = "", after: str = "") -> Slice:
    """Return the page of `size` rows after the key `after`, or before the key `before`.

    A key that is not one of ours shows the first page.
    """
    backward = _key(rows.model, order, before) if before and not after else None
    forward = _key(rows.model, order, after) if after else None
    if backward is not None:
        found = list(
            ordered(rows.filter(_beyond(rows.model, order, backward, True)), order, True)[
                : size + 1
            ]
        )
        has_more = len(found) > size
        page = found[:size][::-1]
        return Slice(
            page,
            _token(page[0], order) if page and has_more else "",
            _token(page[-1], order) if page else "",
        )
    if forward is not None:
        rows = rows.filter(_beyond(rows.model, order, forward, False))
    found = list(ordered(rows, order, False)[: size + 1])
    page = found[:size]
    first = _token(page[0], order) if page and forward is not None else ""
    return Slice(page, first, _token(page[-1], order) if len(found) > size else "")


def sortable(model: type[models.Model], path: str) -> models.Field:
    """Return the field at the end of `path`. Raises FieldDoesNotExist."""
    field: Any = None
    for part in path.split(LOOKUP_SEP):
        field = model._meta.get_field(part)
        model = field.related_model or model
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(path)
    return field


def _may_be_null(model: type[models.Model], path: str) -> bool:
    for part in path.split(LOOKUP_SEP):
        field: Any = model._meta.get_field(part)
        if field.null:
            return True
        model = field.related_model or model
    return False


def ordered(rows: QuerySet, order: Order, reverse: bool = False) -> QuerySet:
    """Sort with empty values last; backwards, everything the other way round."""
    falling = order.descending is not reverse
    name: Any = F(order.path)
    if _may_be_null(rows.model, order.path):
        place = {"nulls_first": True} if reverse else {"nulls_last": True}
    else:
        place = {}
    by = name.desc(**place) if falling else name.asc(**place)
    return rows.order_by(by, "-pk" if reverse else "pk")


def _beyond(model: type[models.Model], order: Order, key: tuple[Any, Any], backward: bool) -> Q:
    """Return the rows that come after `key` in the order, or before it when `backward`."""
    value, pk = key
    path, nullable = order.path, _may_be_null(model, order.path)
    next_pk = Q(pk__lt=pk) if backward else Q(pk__gt=pk)
    if value is None:
        same = Q(**{f"{path}__isnull": True}) & next_pk
        return same | Q(**{f"{path}__isnull": False}) if backward else same
    falls = order.descending is not backward
    further = Q(**{f"{path}__{'lt' if falls else 'gt'}": value})
    beyond = further | (Q(**{path: value}) & next_pk)
    if nullable:
        return beyond if backward else beyond | Q(**{f"{path}__isnull": True})
    # said twice so that an index on the sorted field finds the place
    return Q(**{f"{path}__{'lte' if falls else 'gte'}": value}) & beyond


def _token(row: Any, order: Order) -> str:
    value: Any = row
    for part in order.path.split(LOOKUP_SEP):
        value = getattr(value, part) if value is not None else None
    if isinstance(value, models.Model):
        value = value.pk
    stated = json.dumps([None if value is None else str(value), str(row.pk)])
    return base64.urlsafe_b64encode(stated.encode()).decode().rstrip("=")


def _key(model: type[models.Model], order: Order, token: str) -> tuple[Any, Any] | None:
    try:
        padded = token + "=" * (-len(token) % 4)
        value, pk = json.loads(base64.urlsafe_b64decode(padded.encode()))
        field = sortable(model, order.path)
        checked = None if value is None else field.to_python(_plain(value))
        return checked, model._meta.pk.to_python(_plain(pk))
    except (ValueError, TypeError, binascii.Error, ValidationError, RecursionError):
        return None


def _plain(value: Any) -> str:
    """Return text that a database takes. Raises ValueError."""
    if not isinstance(value, str) or "\0" in value or not value.isprintable():
        raise ValueError("Not a key of ours")
    value.encode()
    return value
