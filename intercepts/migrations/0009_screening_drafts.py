"""The next version of the screening form while it is written."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RECORD = [
    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
    ("version", models.PositiveIntegerField(default=1, editable=False)),
    ("recorded_at", models.DateTimeField(auto_now_add=True)),
]


def _recorded_by():
    return models.ForeignKey(
        editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
        to=settings.AUTH_USER_MODEL,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("intercepts", "0008_vetting_and_alerts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ScreeningDraft",
            fields=[
                *RECORD,
                ("based_on", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intercepts.screeningform")),
                ("published_as", models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="intercepts.screeningform")),
                ("recorded_by", _recorded_by()),
            ],
            options={"ordering": ["-recorded_at"]},
        ),
        migrations.CreateModel(
            name="DraftQuestion",
            fields=[
                *RECORD,
                ("code", models.SlugField(max_length=40, verbose_name="code")),
                ("section", models.CharField(max_length=20, verbose_name="section")),
                ("text_en", models.CharField(max_length=200, verbose_name="question in English")),
                ("text_sw", models.CharField(max_length=200, verbose_name="question in Swahili")),
                ("weight", models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(10)], verbose_name="points")),
                ("is_child_only", models.BooleanField(default=False, verbose_name="asked for children only")),
                ("is_trigger", models.BooleanField(default=False, verbose_name="means evidence by itself")),
                ("is_on_phone", models.BooleanField(default=False, verbose_name="asked on the phone")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="place in the list")),
                ("draft", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="intercepts.screeningdraft")),
                ("recorded_by", _recorded_by()),
            ],
            options={"ordering": ["position", "code"]},
        ),
        migrations.AddConstraint(
            model_name="screeningdraft",
            constraint=models.UniqueConstraint(
                models.Value(1), condition=models.Q(("published_as", None)), name="one_screening_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftquestion",
            constraint=models.UniqueConstraint(fields=("draft", "code"), name="draft_question_once"),
        ),
    ]
