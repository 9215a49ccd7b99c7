-- Houses and stays. A few stays are still going on, mostly those of the last weeks; some people only asked
-- for a bed.
INSERT INTO places_office (id, code, name, kind, status, reach, version)
SELECT pg_temp.key('house', n), 'bench-' || n, 'Bench house ' || n, 'shelter', status, '', 1
FROM unnest('{functional,functional,anticipated,closed,closed}'::text[]) WITH ORDINALITY house(status, n);

INSERT INTO shelter_shelter (id, version, recorded_at, office_id, opened_on, closed_on, is_place_of_safety,
  is_accepting, address)
SELECT pg_temp.key('house', n), 1, now(), pg_temp.key('house', n), date '2020-01-01' + 500 * n,
  CASE WHEN n = 4 THEN date '2025-12-31' END, true, true, ''
FROM generate_series(1, 5) n;

INSERT INTO shelter_admission (id, version, recorded_at, case_id, shelter_id, status, role, requested_on,
  admitted_at, ended_at, reason, legal_authority, risk_level, urgent_needs,
  needs, house_name, may_tell_answer, may_tell, brought_by, rules_language, dietary)
SELECT pg_temp.key('stay', n), 1, now(), pg_temp.key('case', n * 3), pg_temp.key('house', 1 + n %% 2), status,
  CASE WHEN n %% 11 = 0 THEN 'dependant' ELSE 'resident' END, began::date,
  CASE WHEN status <> 'requested' THEN began END,
  CASE WHEN status = 'exited' THEN began + make_interval(days => pg_temp.below('nights', n, %(seed)s, 120)::int) END,
  'trafficking', 'self', '', '', '{}', '', 'not_asked', '', '', '', ''
FROM (SELECT n, began, CASE WHEN n %% 400 = 0 OR began > '2026-11-01' AND n %% 8 > 0 THEN 'admitted'
    WHEN n %% 8 = 0 THEN 'requested' ELSE 'exited' END AS status
  FROM (SELECT n, pg_temp.day('admitted', n, %(seed)s) + time '22:30' AS began
    FROM generate_series(1, %(cases)s / 3) n) day) stay;

-- One full house: twelve rooms of ten beds, most of them slept in by those who live there now, and some
-- out of use.
INSERT INTO shelter_room (id, version, recorded_at, shelter_id, name, kind)
SELECT pg_temp.key('room', n), 1, now(), pg_temp.key('house', 2), 'Bench room ' || lpad(n::text, 2, '0'),
  (array['female', 'girls', 'boys'])[1 + n %% 3]
FROM generate_series(1, 12) n;

INSERT INTO shelter_bed (id, version, recorded_at, room_id, label, status, in_use_from)
SELECT pg_temp.key('bed', n), 1, now(), pg_temp.key('room', 1 + (n - 1) / 10), 'B' || lpad(n::text, 3, '0'),
  CASE WHEN n %% 40 = 0 THEN 'out_of_use' ELSE 'usable' END, date '2021-01-01'
FROM generate_series(1, 120) n;

INSERT INTO shelter_bedoutage (id, version, recorded_at, bed_id, period, reason)
SELECT pg_temp.key('outage', n), 1, now(), pg_temp.key('bed', n), tstzrange(now() - interval '9 days', NULL), 'broken'
FROM generate_series(40, 120, 40) n;

INSERT INTO shelter_bedassignment (id, version, recorded_at, bed_id, case_id, admission_id, use, period)
SELECT pg_temp.key('night', n), 1, now(), pg_temp.key('bed', n + n / 3), case_id, id, 'stay', tstzrange(admitted_at, NULL)
FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM shelter_admission
  WHERE status = 'admitted' AND shelter_id = pg_temp.key('house', 2)) stay
WHERE n < 85 AND (n + n / 3) %% 40 > 0;
