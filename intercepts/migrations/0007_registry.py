"""Routes, vehicles, tips, shifts, check-ins and what was met again."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import tracekenya.lib.fields
import tracekenya.vault.fields


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_reasons_of_emergencies'),
        ('directory', '0002_kept_hotlines_and_who_left'),
        ('intercepts', '0006_field_phones'),
        ('places', '0002_name_the_fields_of_offices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started')),
                ('every_minutes', models.PositiveSmallIntegerField(default=120, verbose_name='says so every (minutes)')),
                ('safe_at', models.DateTimeField(editable=False, null=True, verbose_name='last said to be safe')),
                ('due_at', models.DateTimeField(editable=False, verbose_name='due')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
                ('told_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='MonitorShift',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('day', models.DateField(verbose_name='day')),
                ('starts_at', models.TimeField(verbose_name='from (time)')),
                ('ends_at', models.TimeField(verbose_name='until (time)')),
            ],
            options={
                'ordering': ['-day', 'starts_at'],
            },
        ),
        migrations.CreateModel(
            name='PlateMark',
            fields=[
                ('intercept', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='plate_mark', serialize=False, to='intercepts.intercept')),
                ('token', models.CharField(max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='RepeatAlert',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('vehicle', 'Number plate'), ('phone', 'Phone'), ('agent', 'Recruiter or agent'), ('suspect', 'Person suspected')], max_length=20, verbose_name='what matches')),
                ('matches', models.PositiveSmallIntegerField(default=1, verbose_name='how often before')),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found on')),
                ('taken_at', models.DateTimeField(editable=False, null=True, verbose_name='looked into')),
            ],
            options={
                'ordering': ['-raised_at'],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('mode', tracekenya.lib.fields.CodeField(default='matatu', max_length=40, verbose_name='kind of vehicle', vocabulary='transport_mode')),
                ('is_active', models.BooleanField(default=True, verbose_name='vehicles take it')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='RouteStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name_plural': 'stops', 'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Tip',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('code', models.CharField(editable=False, max_length=20, unique=True)),
                ('happened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='told us on')),
                ('source', tracekenya.lib.fields.CodeField(max_length=40, verbose_name='who told us', vocabulary='notified_by')),
                ('kind', tracekenya.lib.fields.CodeField(max_length=40, verbose_name='what it is about', vocabulary='intercept_type')),
                ('words', tracekenya.vault.fields.EncryptedTextField(blank=True, editable=True, seal_label='tip.words', verbose_name='what we were told')),
                ('is_closed', models.BooleanField(default=False, verbose_name='nothing came of it')),
            ],
            options={
                'ordering': ['-happened_on', '-code'],
            },
        ),
        migrations.CreateModel(
            name='Vehicle',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('code', models.CharField(editable=False, max_length=12, unique=True)),
                ('plate', tracekenya.vault.fields.EncryptedTextField(editable=True, seal_label='vehicle.plate', verbose_name='number plate')),
                ('plate_token', models.CharField(editable=False, max_length=16, unique=True)),
                ('mode', tracekenya.lib.fields.CodeField(default='matatu', max_length=40, verbose_name='kind of vehicle', vocabulary='transport_mode')),
                ('fleet', models.CharField(blank=True, max_length=60, verbose_name='fleet')),
                ('is_active', models.BooleanField(default=True, verbose_name='it still runs')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.AddField(
            model_name='station',
            name='is_suggested',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddConstraint(
            model_name='station',
            constraint=models.CheckConstraint(condition=models.Q(('is_active', False), ('is_suggested', False), _connector='OR'), name='suggested_station_is_not_used'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='monitor',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to=settings.AUTH_USER_MODEL, verbose_name='monitor'),
        ),
        migrations.AddField(
            model_name='checkin',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='checkin',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='intercepts.station', verbose_name='station'),
        ),
        migrations.AddField(
            model_name='monitorshift',
            name='monitor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to=settings.AUTH_USER_MODEL, verbose_name='monitor'),
        ),
        migrations.AddField(
            model_name='monitorshift',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='monitorshift',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='intercepts.station', verbose_name='station'),
        ),
        migrations.AddIndex(
            model_name='platemark',
            index=models.Index(fields=['token'], name='plate_mark_token'),
        ),
        migrations.AddField(
            model_name='repeatalert',
            name='case',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='repeat_alerts', to='cases.case'),
        ),
        migrations.AddField(
            model_name='repeatalert',
            name='intercept',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='repeat_alerts', to='intercepts.intercept'),
        ),
        migrations.AddField(
            model_name='repeatalert',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='repeatalert',
            name='suspect',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='repeat_alerts', to='cases.suspect'),
        ),
        migrations.AddField(
            model_name='repeatalert',
            name='taken_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='looked into by'),
        ),
        migrations.AddField(
            model_name='route',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='routestop',
            name='route',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='intercepts.route'),
        ),
        migrations.AddField(
            model_name='routestop',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='intercepts.station'),
        ),
        migrations.AddField(
            model_name='tip',
            name='county',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.county', verbose_name='county'),
        ),
        migrations.AddField(
            model_name='tip',
            name='crew_member',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='directory.crewmember', verbose_name='who of the crew'),
        ),
        migrations.AddField(
            model_name='tip',
            name='intercept',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='intercepts.intercept', verbose_name='intercept that followed'),
        ),
        migrations.AddField(
            model_name='tip',
            name='operator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='intercepts.transportoperator', verbose_name='sacco or company'),
        ),
        migrations.AddField(
            model_name='tip',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='tip',
            name='station',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='intercepts.station', verbose_name='station'),
        ),
        migrations.AddField(
            model_name='vehicle',
            name='operator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vehicles', to='intercepts.transportoperator', verbose_name='sacco or company'),
        ),
        migrations.AddField(
            model_name='vehicle',
            name='recorded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['due_at'], name='check_in_open'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('monitor',), name='one_open_check_in'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('started_at'))), name='check_in_due_after_start'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='check_in_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='checkin',
            constraint=models.CheckConstraint(condition=models.Q(('every_minutes__range', (15, 480))), name='check_in_every_15_to_480'),
        ),
        migrations.AddIndex(
            model_name='monitorshift',
            index=models.Index(fields=['day'], name='shift_day'),
        ),
        migrations.AddConstraint(
            model_name='monitorshift',
            constraint=models.UniqueConstraint(fields=('monitor', 'day', 'station'), name='shift_once_per_station'),
        ),
        migrations.AddConstraint(
            model_name='monitorshift',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='shift_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='repeatalert',
            constraint=models.UniqueConstraint(fields=('kind', 'intercept'), name='repeat_once_per_intercept'),
        ),
        migrations.AddConstraint(
            model_name='repeatalert',
            constraint=models.UniqueConstraint(fields=('suspect', 'case'), name='repeat_once_per_suspect'),
        ),
        migrations.AddConstraint(
            model_name='repeatalert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('intercept__isnull', False), ('suspect', None)), models.Q(('case__isnull', False), ('intercept', None), ('suspect__isnull', False)), _connector='OR'), name='repeat_of_one_record'),
        ),
        migrations.AddConstraint(
            model_name='repeatalert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_at', None), ('taken_by', None)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='repeat_taken_iff_by'),
        ),
        migrations.AddConstraint(
            model_name='repeatalert',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['vehicle', 'phone', 'agent', 'suspect'])), name='repeat_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='routestop',
            constraint=models.UniqueConstraint(fields=('route', 'position'), name='one_stop_per_position'),
        ),
        migrations.AddConstraint(
            model_name='routestop',
            constraint=models.UniqueConstraint(fields=('route', 'station'), name='stop_once_per_route'),
        ),
        migrations.AddIndex(
            model_name='tip',
            index=models.Index(fields=['happened_on'], name='tip_day'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(('crew_member', None), ('operator__isnull', False), _connector='OR'), name='tip_of_crew_has_operator'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(('intercept', None), ('is_closed', False), _connector='OR'), name='tip_led_somewhere_or_nowhere'),
        ),
    ]
