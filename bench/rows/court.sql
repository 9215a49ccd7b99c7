-- Court cases of our cases: victims, accused with one or two charges, outcomes, some overturned later.
INSERT INTO cases_offence (code, act, section, title, first_penalty, later_penalty, source)
VALUES ('BENCH', 'Bench act', '1', 'Bench', '', '', 'bench');

INSERT INTO cases_courtcase (id, version, recorded_at, code, court, court_level, court_number, ob_number, county_id,
  stage, plea_on, in_camera, watching_brief)
SELECT pg_temp.key('court', n), 1, now(), 'CC-B-' || n, 'Bench court', 'magistrate', '', '', '001', 'plea',
  CASE WHEN n %% 9 > 0 THEN pg_temp.day('plea', n, %(seed)s) END, false, false
FROM generate_series(1, %(cases)s / 30) n;

INSERT INTO cases_courtcasevictim (id, court_case_id, case_id, role, offence_on, witness_note)
SELECT pg_temp.key('victim', n), pg_temp.key('court', 1 + (n - 1) %% (%(cases)s / 30)), pg_temp.key('case', n * 20),
  'complainant', CASE WHEN n %% 3 = 0 THEN pg_temp.day('offence', n, %(seed)s) END, ''
FROM generate_series(1, %(cases)s / 20) n;

INSERT INTO cases_suspect (id, version, recorded_at, code, names, phone, document_number, sex, nationality, status,
  name_tokens, sound_tokens, phone_tokens)
SELECT pg_temp.key('suspect', n), 1, now(), 'S-B' || n, '', '', '', 'male', '', 'charged', '{}', '{}', '{}'
FROM generate_series(1, %(cases)s / 20) n;

INSERT INTO cases_charge (id, version, recorded_at, court_case_id, suspect_id, offence_id, count_number)
SELECT pg_temp.key('charge', n), 1, now(), pg_temp.key('court', 1 + pg_temp.below('charged', n, %(seed)s, %(cases)s / 30)),
  pg_temp.key('suspect', 1 + n / 2), 'BENCH', n %% 2
FROM generate_series(0, %(cases)s / 10 - 1) n;

INSERT INTO cases_chargeoutcome (id, version, recorded_at, charge_id, outcome, decided_on, sentence_types)
SELECT pg_temp.key('verdict', n), 1, now(), pg_temp.key('charge', n * 2),
  pg_temp.pick('{convicted,convicted_lesser,plea_agreement,acquitted}', 'verdict', n, %(seed)s),
  pg_temp.day('verdict', n, %(seed)s), '{}'::varchar[]
FROM generate_series(0, %(cases)s / 20 - 1) n
UNION ALL
SELECT pg_temp.key('appeal', n), 1, now(), pg_temp.key('charge', n * 2), 'overturned',
  pg_temp.day('verdict', n, %(seed)s) + 300, '{}'::varchar[]
FROM generate_series(0, %(cases)s / 20 - 1, 5) n;
