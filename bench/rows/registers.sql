-- The registers of the organisation: a few hundred rows whatever the size.
INSERT INTO programmes_partnership (id, version, recorded_at, themes, partner_type, level, status, starts_on, ends_on,
  agreement_signed_on, organisation_id)
SELECT pg_temp.key('partner', n), 1, now(),
  ARRAY[pg_temp.pick('{child_rights_advocacy,decent_work_migration,strategic}', 'theme', n, %(seed)s)],
  'union', 'national', pg_temp.pick('{active,active,ended,dormant}', 'partner', n, %(seed)s), day,
  CASE WHEN n %% 3 = 0 THEN day + 400 END, CASE WHEN n %% 2 = 0 THEN day + 30 END, pg_temp.key('agency', 1 + n %% 5)
FROM (SELECT n, pg_temp.day('partner', n, %(seed)s) AS day FROM generate_series(1, 120) n) partner;

INSERT INTO programmes_network (id, version, recorded_at, name, themes, level, our_role, starts_on, ends_on)
SELECT pg_temp.key('network', n), 1, now(), 'Bench network ' || n,
  ARRAY[pg_temp.pick('{survivor_voice,other}', 'network', n, %(seed)s)], 'local',
  pg_temp.pick('{founder,co_founder,member}', 'role', n, %(seed)s), day, CASE WHEN n %% 4 = 0 THEN day + 500 END
FROM (SELECT n, pg_temp.day('network', n, %(seed)s) AS day FROM generate_series(1, 40) n) network;

INSERT INTO programmes_policydocument (id, version, recorded_at, title, status, meets_standard, approved_on,
  next_review_on, retired_on)
SELECT pg_temp.key('policy', n), 1, now(), 'Bench policy ' || n, status, n %% 5 > 0, day,
  CASE WHEN n %% 6 > 0 THEN day + 700 END,
  CASE WHEN n %% 2 = 0 AND status = 'retired' THEN day + 350 END
FROM (SELECT n, pg_temp.pick('{in_use,in_use,retired,draft}', 'policy', n, %(seed)s) AS status,
  pg_temp.day('policy', n, %(seed)s) AS day FROM generate_series(1, 60) n) policy;

-- Three posts a person, with and without a gap between them.
INSERT INTO programmes_staffpost (id, version, recorded_at, staff_code, holder, title, function, starts_on, ends_on,
  full_time_share)
SELECT pg_temp.key('post', n), 1, now(), 'B' || n / 3, '', 'Bench post',
  pg_temp.pick('{mne,programmes,finance}', 'post', n, %(seed)s), date '2020-01-01' + n * 5 + 300 * (n %% 3),
  CASE WHEN n %% 3 < 2 THEN date '2020-01-01' + n * 5 + 300 * (n %% 3) + 280 + n %% 40 END, 1
FROM generate_series(0, 149) n;

INSERT INTO programmes_boardmember (id, version, recorded_at, code, names, starts_on)
SELECT pg_temp.key('member', n), 1, now(), 'M' || n, '', date '2020-01-01' FROM generate_series(1, 9) n;
INSERT INTO programmes_boardmeeting (id, version, recorded_at, held_on, kind)
SELECT pg_temp.key('meeting', n), 1, now(), date '2021-08-01' + n * 80, 'ordinary' FROM generate_series(0, 23) n;
INSERT INTO programmes_boardattendance (attended, meeting_id, member_id)
SELECT pg_temp.draw('present', m * 100 + p, %(seed)s) < 0.7, pg_temp.key('meeting', m), pg_temp.key('member', p)
FROM generate_series(0, 23) m CROSS JOIN generate_series(1, 9) p;

INSERT INTO programmes_channel (id, version, recorded_at, kind, reach, name, starts_on, ends_on, last_activity_on)
SELECT pg_temp.key('channel', n), 1, now(), pg_temp.pick('{website,radio,x,facebook,newsletter,sms}', 'channel', n, %(seed)s),
  'external', 'Bench channel ' || n, day, CASE WHEN n %% 3 = 0 THEN day + 300 END,
  CASE WHEN n %% 5 > 0 THEN day + pg_temp.below('posted', n, %(seed)s, 900)::int END
FROM (SELECT n, pg_temp.day('channel', n, %(seed)s) AS day FROM generate_series(1, 40) n) channel;

INSERT INTO programmes_investment (id, version, recorded_at, kind, name, acquired_on, disposed_on)
SELECT pg_temp.key('investment', n), 1, now(), 'land', 'Bench investment', day, CASE WHEN n %% 4 = 0 THEN day + 400 END
FROM (SELECT n, pg_temp.day('investment', n, %(seed)s) AS day FROM generate_series(1, 20) n) investment;

INSERT INTO programmes_fundingrecord (id, version, recorded_at, received_on, kind, amount_kes)
SELECT pg_temp.key('fund', n), 1, now(), pg_temp.day('fund', n, %(seed)s), 'grant',
  1 + pg_temp.below('kes', n, %(seed)s, 5000000)
FROM generate_series(1, 200) n;
