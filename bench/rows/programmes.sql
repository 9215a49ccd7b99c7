-- Activities with people known by name and counted by heads.
INSERT INTO programmes_activity (id, version, recorded_at, code, title, kind, themes, held_on, county_id, country)
SELECT pg_temp.key('activity', n), 1, now(), 'B-' || n, 'Bench activity',
  pg_temp.pick('{mentorship,training,awareness,school_club,media_campaign}', 'kind', n, %(seed)s),
  ARRAY[pg_temp.pick('{gender_justice,child_safeguarding,online_safety,livelihood}', 'theme', n, %(seed)s)],
  pg_temp.day('held', n, %(seed)s), CASE WHEN n %% 15 > 0 THEN pg_temp.county('held', n, %(seed)s) END,
  CASE WHEN n %% 15 > 0 THEN 'KE' ELSE 'UG' END
FROM generate_series(1, %(cases)s / 20) n;

INSERT INTO programmes_activityattendance (id, version, recorded_at, activity_id, person_id)
SELECT pg_temp.key('came', n), 1, now(), pg_temp.key('activity', 1 + (n - 1) %% (%(cases)s / 20)),
  pg_temp.key('person', 1 + n * 104729::bigint %% %(persons)s)
FROM generate_series(1, 2 * %(cases)s) n ON CONFLICT DO NOTHING;

INSERT INTO programmes_activityheadcount (activity_id, sex, age_band, people)
SELECT pg_temp.key('activity', n), sex, band, 1 + pg_temp.below(sex || band, n, %(seed)s, 30)
FROM generate_series(1, %(cases)s / 20) n
CROSS JOIN unnest('{female,male}'::text[]) sex
CROSS JOIN unnest('{5_9,15_17,18_19,25_34,35_59,unknown_child,unknown}'::text[]) band;
