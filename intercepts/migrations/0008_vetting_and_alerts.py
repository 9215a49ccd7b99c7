"""Verdicts of vetting, alerts that cannot wait, and calls that are owed."""

import django.db.models.deletion
import tracekenya.lib.fields
import tracekenya.vault.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_reasons_of_emergencies'),
        ('intercepts', '0007_registry'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('due_on', models.DateField(verbose_name='call on')),
                ('state', models.CharField(choices=[('open', 'To call'), ('done', 'Done'), ('not_reached', 'Not reached')], default='open', editable=False, max_length=20, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='calls so far')),
                ('last_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last call')),
                ('words', tracekenya.vault.fields.EncryptedTextField(blank=True, editable=True, seal_label='call_back.words', verbose_name='what came out of it')),
            ],
            options={
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='InterceptAlert',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('cause', models.CharField(choices=[('evidence', 'Evidence of trafficking'), ('child', 'Child'), ('evidence_child', 'Child, evidence of trafficking')], max_length=20, verbose_name='why')),
                ('taken_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken at')),
            ],
            options={
                'ordering': ['recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='VettingVerdict',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('turn', models.CharField(choices=[('first', 'First vetter'), ('second', 'Second vetter'), ('third', 'Third vetter'), ('override', 'Programme manager')], editable=False, max_length=10)),
                ('verdict', tracekenya.lib.fields.CodeField(max_length=40, verbose_name='what it counts as', vocabulary='intercept_classification')),
                ('lowering', tracekenya.lib.fields.CodeField(blank=True, max_length=40, verbose_name='why lower than the signs say', vocabulary='lowering_reason')),
                ('reason', tracekenya.vault.fields.EncryptedTextField(editable=True, seal_label='vetting.reason', verbose_name='why')),
                ('was_called', models.BooleanField(default=False, verbose_name='a follow-up call was made')),
                ('call_facts', tracekenya.vault.fields.EncryptedTextField(blank=True, editable=True, seal_label='vetting.call_facts', verbose_name='what the call showed')),
            ],
            options={
                'ordering': ['recorded_at'],
            },
        ),
        migrations.AddField(
            model_name='interceptedperson',
            name='class_way',
            field=models.CharField(blank=True, choices=[('agreed', 'Two vetters agreed'), ('third', 'A third vetter decided'), ('override', 'A programme manager decided')], editable=False, max_length=10, verbose_name='how it was decided'),
        ),
        migrations.AddConstraint(
            model_name='interceptedperson',
            constraint=models.CheckConstraint(condition=models.Q(('class_way', ''), models.Q(('final_class', ''), _negated=True), _connector='OR'), name='class_way_only_with_class'),
        ),
        migrations.AddField(
            model_name='callback',
            name='intercepted_person',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='call_back', to='intercepts.interceptedperson'),
        ),
        migrations.AddField(
            model_name='callback',
            name='last_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='callback',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interceptalert',
            name='intercepted_person',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='alert', to='intercepts.interceptedperson'),
        ),
        migrations.AddField(
            model_name='interceptalert',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interceptalert',
            name='taken_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='vettingverdict',
            name='intercepted_person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='intercepts.interceptedperson'),
        ),
        migrations.AddField(
            model_name='vettingverdict',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['due_on'], name='call_back_open'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attempts', 0), ('last_at', None), ('last_by', None)), models.Q(('attempts__gt', 0), ('last_at__isnull', False), ('last_by__isnull', False)), _connector='OR'), name='call_made_iff_by'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('attempts__gt', 0), _connector='OR'), name='call_ends_with_a_call'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('last_at', None), ('last_at__gte', models.F('recorded_at')), _connector='OR'), name='call_after_it_was_owed'),
        ),
        migrations.AddIndex(
            model_name='interceptalert',
            index=models.Index(condition=models.Q(('taken_at', None)), fields=['recorded_at'], name='intercept_alert_open'),
        ),
        migrations.AddConstraint(
            model_name='interceptalert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_at', None), ('taken_by', None)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='alert_taken_by_iff_at'),
        ),
        migrations.AddConstraint(
            model_name='vettingverdict',
            constraint=models.UniqueConstraint(condition=models.Q(('turn', 'override'), _negated=True), fields=('intercepted_person', 'recorded_by'), name='vetter_judges_once'),
        ),
        migrations.AddConstraint(
            model_name='vettingverdict',
            constraint=models.UniqueConstraint(condition=models.Q(('turn', 'override'), _negated=True), fields=('intercepted_person', 'turn'), name='vetting_turn_once'),
        ),
    ]
