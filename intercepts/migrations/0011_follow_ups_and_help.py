"""What was heard after an intercept, and calls for help of those who work alone."""

import django.db.models.deletion
import django.utils.timezone
import tracekenya.vault.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intercepts', '0010_consent_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='checkin',
            name='help_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='called for help'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='help_taken_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='call for help taken'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='help_taken_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='help is sent by'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('help_taken_at', None), ('help_taken_by', None)), models.Q(('help_taken_at__gte', models.F('help_at')), ('help_taken_by__isnull', False)), _connector='OR'), name='check_in_help_taken_iff_by'),
        ),
        migrations.CreateModel(
            name='InterceptFollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('happened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                ('way', models.CharField(choices=[('call', 'By phone'), ('met', 'We met'), ('message', 'By message')], max_length=10, verbose_name='how')),
                ('was_reached', models.BooleanField(default=False, verbose_name='the person was reached')),
                ('safe_now', models.CharField(choices=[('yes', 'Safe'), ('no', 'Not safe'), ('not_known', 'Not known')], default='not_known', max_length=10, verbose_name='is the person safe?')),
                ('note', tracekenya.vault.fields.EncryptedTextField(blank=True, editable=True, seal_label='intercept_follow_up.note', verbose_name='what we heard')),
                ('intercept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='intercepts.intercept')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-happened_on', '-recorded_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('safe_now', 'not_known'), ('was_reached', True), _connector='OR'), name='follow_up_safe_only_if_reached')],
            },
        ),
    ]
