"""What goes with people who are erased: the intercepts in which they alone were met, and their photographs."""

import uuid
from collections.abc import Iterable

from intercepts.actions import field_photos
from intercepts.actions.field_mending import drop
from intercepts.enums import DiscardReason, RecordKind
from intercepts.models import (
    FieldSubmission,
    Intercept,
    InterceptedPerson,
    InterceptPhoto,
    PhotoUpload,
)
from tracekenya.accounts.models import User


def kept_about(people: set[uuid.UUID]) -> Iterable[uuid.UUID]:
    """Return the intercepts in which only these people were met, and their photographs.

    What was written and pictured then is about these people.
    """
    alone = _met_alone(people)
    pictures = InterceptPhoto.objects.filter(intercept__in=alone).order_by()
    return alone | {*pictures.values_list("pk", flat=True)}


def drop_on_the_way(people: set[uuid.UUID], by: User | None) -> None:
    """Drop the photographs of these intercepts that have come in part, or wait to be mended.

    The rows of the records stay locked until the erasing ends: what is being taken at that moment is
    found by `kept_about`, and what comes later finds the intercept erased.
    """
    rows = FieldSubmission.objects.select_for_update(of=("self",))
    records = rows.filter(kind=RecordKind.INTERCEPT, made__in=_met_alone(people)).order_by("pk")
    for belongs in records:
        PhotoUpload.objects.filter(of=belongs.client_uuid).delete()
        for photo in field_photos.waiting_of(belongs):
            drop(photo, DiscardReason.ERASED, by)


def _met_alone(people: set[uuid.UUID]) -> set[uuid.UUID]:
    met = Intercept.objects.filter(people__person__in=people)
    others = InterceptedPerson.objects.exclude(person__in=people).values("intercept_id")
    return {*met.exclude(pk__in=others).values_list("pk", flat=True)}
