"""Texts that are read aloud, in languages the office adds, with every wording; which one was read."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intercepts", "0009_screening_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "language",
                    models.CharField(
                        max_length=3,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}$", "Two or three small letters, such as “so” or “kam”."
                            )
                        ],
                        verbose_name="code of the language",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=40, verbose_name="name, as its speakers write it"),
                ),
                ("text", models.TextField(max_length=1500, verbose_name="text to be read aloud")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="wording"
                    ),
                ),
                ("is_active", models.BooleanField(default=False, verbose_name="in use on phones")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ConsentWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(max_length=1500)),
                ("since", models.DateField(default=django.utils.timezone.localdate)),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="consent_wording",
            field=models.PositiveSmallIntegerField(
                blank=True, editable=False, null=True, verbose_name="wording that was read"
            ),
        ),
        migrations.AddField(
            model_name="consenttext",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who checked it",
            ),
        ),
        migrations.AddField(
            model_name="consenttext",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consentwording",
            name="consent_text",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="wordings",
                to="intercepts.consenttext",
            ),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_active", False),
                    ("checked_on__isnull", False),
                    models.Q(("language__in", ("en", "sw")), ("number", 1)),
                    _connector="OR",
                ),
                name="consent_text_checked_before_use",
            ),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_by__isnull", True), ("checked_on__isnull", True)),
                    models.Q(("checked_by__isnull", False), ("checked_on__isnull", False)),
                    _connector="OR",
                ),
                name="consent_text_checked_by_whom_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentwording",
            constraint=models.UniqueConstraint(
                fields=("consent_text", "number"), name="consent_wording_once"
            ),
        ),
    ]
