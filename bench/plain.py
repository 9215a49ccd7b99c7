"""The tables of the vault's cases with plain columns: the limit that sealing is measured against."""

import uuid

from django.conf import settings
from django.db import connection, models

from cases.models import Case
from tracekenya.directory.models import Organisation


class PlainContact(models.Model):
    """As directory.Contact, with names and phone as they are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    names = models.TextField(blank=True)
    position = models.CharField(max_length=120, blank=True)
    phone = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        app_label = "bench"


class PlainNote(models.Model):
    """As cases.Note, with the text as it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, default="case_note")
    written_on = models.DateField()
    text = models.TextField()
    corrects = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)

    class Meta:
        app_label = "bench"


def make_tables() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(PlainContact)
        editor.create_model(PlainNote)
