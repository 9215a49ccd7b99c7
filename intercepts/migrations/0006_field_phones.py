"""Phones of monitors, their keys and what they sent; what path B asks of a person."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import tracekenya.lib.fields
import tracekenya.vault.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_reasons_of_emergencies"),
        ("directory", "0002_kept_hotlines_and_who_left"),
        ("intercepts", "0005_no_plain_columns"),
        ("places", "0002_name_the_fields_of_offices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EnrolmentCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FieldKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kid", models.SlugField(max_length=20, unique=True)),
                ("point", models.BinaryField()),
                (
                    "secret",
                    tracekenya.vault.fields.EncryptedTextField(
                        blank=True, editable=True, seal_label="field_key.secret"
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="FieldPhone",
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
                    "label",
                    models.CharField(
                        help_text="As it is marked on the back, for example Phone 7.",
                        max_length=40,
                        unique=True,
                        verbose_name="name of the phone",
                    ),
                ),
                (
                    "token_hash",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                (
                    "enrolled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="enrolled"),
                ),
                (
                    "seen_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last heard of"),
                ),
                (
                    "expires_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="token ends"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="revoked"),
                ),
                (
                    "reported_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last report"),
                ),
                (
                    "waiting",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="waiting"),
                ),
                (
                    "oldest_waiting_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="waiting since"),
                ),
                (
                    "free_bytes",
                    models.PositiveBigIntegerField(
                        editable=False, null=True, verbose_name="free space"
                    ),
                ),
                ("receipts", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "is_persisted",
                    models.BooleanField(editable=False, null=True, verbose_name="storage is kept"),
                ),
                (
                    "missing",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="lost"),
                ),
                (
                    "missing_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="lost since"),
                ),
            ],
            options={
                "ordering": ["label"],
            },
        ),
        migrations.CreateModel(
            name="FieldSubmission",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("client_uuid", models.UUIDField(editable=False)),
                ("is_second", models.BooleanField(default=False, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tally", "People counted"),
                            ("intercept", "Intercept"),
                            ("follow_up", "Follow-up"),
                            ("check_in", "Check-in"),
                            ("community_report", "Community report"),
                            ("visit", "Visit"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("layout", models.PositiveSmallIntegerField(editable=False)),
                ("kid", models.CharField(editable=False, max_length=20)),
                ("sealed", models.BinaryField(default=b"")),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "device_time",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="time of the phone"
                    ),
                ),
                ("time_zone", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="received"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("quarantined", "Waits for the office"),
                            ("conflict", "Came with other content"),
                            ("discarded", "Discarded"),
                        ],
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "faults",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        blank=True, editable=False, max_length=30, verbose_name="reference"
                    ),
                ),
                ("made", models.UUIDField(editable=False, null=True)),
                (
                    "settled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="settled"),
                ),
                (
                    "discard_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("trial", "It was a trial"),
                            ("twice", "It was recorded twice"),
                            ("empty", "Nothing in it can be used"),
                            ("unreadable", "It cannot be opened"),
                            ("not_ours", "It did not come from the monitor"),
                        ("by_hand", "We entered it by hand"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="why discarded",
                    ),
                ),
            ],
            options={
                "ordering": ["received_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="age_band",
            field=models.CharField(
                blank=True,
                choices=[
                    ("0_12", "0-12 years"),
                    ("13_15", "13-15 years"),
                    ("16_17", "16-17 years"),
                    ("18_24", "18-24 years"),
                    ("25_34", "25-34 years"),
                    ("35_up", "35 years and more"),
                    ("child", "Child, age not known"),
                    ("adult", "Adult, age not known"),
                    ("unknown", "Not known"),
                ],
                max_length=10,
                verbose_name="about how old",
            ),
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="band_on_phone",
            field=tracekenya.lib.fields.CodeField(
                blank=True, editable=False, max_length=40, vocabulary="screening_band"
            ),
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="child_view",
            field=tracekenya.vault.fields.EncryptedTextField(
                blank=True,
                editable=True,
                seal_label="intercepted_person.child_view",
                verbose_name="what the child says and wants",
            ),
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="consent",
            field=models.CharField(
                blank=True,
                choices=[
                    ("yes", "Agreed"),
                    ("no", "Did not agree"),
                    ("unable", "Could not answer"),
                ],
                max_length=10,
                verbose_name="answer to the text read aloud",
            ),
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="consent_language",
            field=models.CharField(blank=True, max_length=20, verbose_name="language of that text"),
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="guardian_check",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes, and we checked"), ("no", "No"), ("unsure", "Not sure")],
                max_length=10,
                verbose_name="is a parent or guardian of the child there?",
            ),
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="had_interpreter",
            field=models.BooleanField(default=False, verbose_name="somebody interpreted"),
        ),
        migrations.AddField(
            model_name="interceptedperson",
            name="talked_apart",
            field=models.CharField(
                blank=True,
                choices=[("yes", "Yes, the two could talk apart"), ("no", "No, others could hear")],
                max_length=10,
                verbose_name="could the two of you talk apart?",
            ),
        ),
        migrations.AddField(
            model_name="journeytally",
            name="destination_country",
            field=models.CharField(
                blank=True, max_length=2, verbose_name="going to (country, two letters)"
            ),
        ),
        migrations.AddField(
            model_name="journeytally",
            name="destination_county",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.county",
                verbose_name="going to (county)",
            ),
        ),
        migrations.AddField(
            model_name="journeytally",
            name="guardian_checked",
            field=models.BooleanField(
                default=False, verbose_name="with each child is a parent or guardian whom I checked"
            ),
        ),
        migrations.AddField(
            model_name="journeytally",
            name="happened_at",
            field=models.TimeField(blank=True, null=True, verbose_name="time"),
        ),
        migrations.AddConstraint(
            model_name="interceptedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("consent", "yes"), _negated=True),
                    models.Q(("consent_language", ""), _negated=True),
                    _connector="OR",
                ),
                name="intercepted_consent_names_language",
            ),
        ),
        migrations.AddField(
            model_name="enrolmentcode",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retired_at", None), ("retired_at__gte", models.F("made_at")), _connector="OR"
                ),
                name="field_key_retired_after_made",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)),
                fields=("retired_at",),
                name="one_present_field_key",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            model_name="fieldphone",
            name="monitor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="phones",
                to=settings.AUTH_USER_MODEL,
                verbose_name="monitor",
            ),
        ),
        migrations.AddField(
            model_name="fieldphone",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="phones",
                to="places.office",
                verbose_name="office",
            ),
        ),
        migrations.AddField(
            model_name="fieldphone",
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
            model_name="fieldphone",
            name="revoked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="enrolmentcode",
            name="phone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="codes",
                to="intercepts.fieldphone",
            ),
        ),
        migrations.AddField(
            model_name="fieldsubmission",
            name="phone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="intercepts.fieldphone",
            ),
        ),
        migrations.AddField(
            model_name="fieldsubmission",
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
            model_name="fieldsubmission",
            name="settled_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldphone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("enrolled_at", None), ("expires_at", None), ("token_hash", None)),
                    models.Q(
                        ("enrolled_at__isnull", False),
                        ("expires_at__isnull", False),
                        ("token_hash__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="phone_token_iff_enrolled",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldphone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="phone_revoked_iff_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldphone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("missing", 0), ("missing_at", None)),
                    models.Q(("missing__gt", 0), ("missing_at__isnull", False)),
                    _connector="OR",
                ),
                name="phone_missing_iff_since",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldphone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at", None),
                    ("expires_at__gt", models.F("enrolled_at")),
                    _connector="OR",
                ),
                name="phone_token_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("made_at"))),
                name="enrolment_code_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolmentcode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("used_at", None),
                    ("used_at__range", (models.F("made_at"), models.F("ends_at"))),
                    _connector="OR",
                ),
                name="enrolment_code_used_in_time",
            ),
        ),
        migrations.AddIndex(
            model_name="fieldsubmission",
            index=models.Index(
                condition=models.Q(("state__in", ["quarantined", "conflict"])),
                fields=["received_at"],
                name="submission_waits",
            ),
        ),
        migrations.AddIndex(
            model_name="fieldsubmission",
            index=models.Index(fields=["phone", "received_at"], name="submission_of_phone"),
        ),
        migrations.AddConstraint(
            model_name="fieldsubmission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_second", False)),
                fields=("client_uuid",),
                name="submission_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldsubmission",
            constraint=models.UniqueConstraint(
                fields=("client_uuid", "sha256"), name="submission_content_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("made__isnull", False), ("sealed", b""), ("state", "taken")),
                    models.Q(models.Q(("state", "taken"), _negated=True), ("made", None)),
                    _connector="OR",
                ),
                name="submission_made_iff_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sealed", b""),
                        ("state", "discarded"),
                        models.Q(("discard_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "discarded"), _negated=True), ("discard_reason", "")
                    ),
                    _connector="OR",
                ),
                name="submission_discarded_iff_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["quarantined", "conflict"]), _negated=True),
                    models.Q(models.Q(("sealed", b""), _negated=True), ("settled_at", None)),
                    _connector="OR",
                ),
                name="submission_waits_with_content",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "conflict"), _negated=True),
                    ("is_second", True),
                    _connector="OR",
                ),
                name="submission_conflict_is_second",
            ),
        ),
        migrations.AddConstraint(
            model_name="fieldsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("settled_by", None)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="submission_settled_iff_by",
            ),
        ),
    ]
