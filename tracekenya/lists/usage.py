"""How many records hold each code of a list: one statement for each column, only on the list's page."""

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Func
from django.db.models.functions import Cast

from tracekenya.lib.fields import CodeField, CodesField


def columns_of(vocabulary: str) -> list[models.Field]:
    """Return the model fields that hold codes of the list."""
    return [field for field in _code_fields() if field.vocabulary == vocabulary]


def records_with(vocabulary: str) -> Counter[str]:
    """Return code -> number of stored values, over all columns of the list in one statement."""
    parts = [_counting(field) for field in columns_of(vocabulary)]
    counted: Counter[str] = Counter()
    if parts:
        for code, number in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
            counted[code] += number
    return counted


def _counting(field: models.Field) -> models.QuerySet:
    """Return rows (code, number); an array counts for each of its codes."""
    is_array = isinstance(field, ArrayField)
    code = Func(F(field.attname), function="unnest") if is_array else F(field.attname)
    rows = field.model._base_manager.order_by().annotate(held=Cast(code, models.TextField()))
    rows = rows if is_array else rows.exclude(**{field.attname: ""})
    return rows.values("held").annotate(number=Count("*")).values_list("held", "number")


def _code_fields() -> Iterator[CodeField | CodesField]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, CodeField | CodesField):
                yield field
