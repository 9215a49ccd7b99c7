-- Intercepts with one or two people each; every tenth person was met before.
INSERT INTO intercepts_station (id, version, recorded_at, code, name, kind, county_id, is_active, is_suggested)
SELECT pg_temp.key('station', n), 1, now(), 'b' || n, 'Bench station ' || n, 'matatu_stage',
  pg_temp.county('station', n, %(seed)s), true, false
FROM generate_series(1, 30) n;

INSERT INTO intercepts_intercept (id, version, recorded_at, code, client_uuid, happened_on, station_id,
  transport_mode, vehicle_plate, notified_by, origin_country, destination_country, police_called, narrative)
SELECT pg_temp.key('intercept', n), 1, now(), 'INT-B-' || n, pg_temp.key('phone', n),
  pg_temp.day('intercept', n, %(seed)s), pg_temp.key('station', 1 + pg_temp.below('station', n, %(seed)s, 30)),
  'matatu', '', 'staff', '', pg_temp.pick('{KE,SA,QA}', 'to', n, %(seed)s), false, ''
FROM generate_series(1, %(intercepts)s) n;

INSERT INTO intercepts_interceptedperson (id, version, recorded_at, intercept_id, person_id, case_id, intercept_type,
  score_control, score_vulnerability, unanswered, answered_no, proposed_band, reported_class, final_class, classified_on,
  class_reason, outcome, was_exploited, class_way, age_band, talked_apart, consent, consent_language, had_interpreter,
  guardian_check, child_view, band_on_phone)
SELECT pg_temp.key('met', n), 1, now(), pg_temp.key('intercept', 1 + (n - 1) %% %(intercepts)s),
  pg_temp.key('person', 1 + n * 7919::bigint %% %(persons)s),
  CASE WHEN n %% 20 = 0 AND n / 20 <= %(cases)s THEN pg_temp.key('case', n / 20) END,
  pg_temp.pick('{child_trafficking,adult_trafficking,unsafe_labour_migration,smuggling}', 'type', n, %(seed)s),
  0, 0, 0, '{}', 'high_risk', '', class, CASE WHEN class <> '' THEN date '2022-01-01' END, '',
  pg_temp.pick('{travel_stopped_voluntary,returned_family,referred_partner,continued_informed,refused_help,suspect_fled}',
    'outcome', n, %(seed)s), pg_temp.draw('exploited', n, %(seed)s) < 0.2, '', '', '', '', '', false, '', '', ''
FROM (SELECT n, pg_temp.pick('{evidence_of_trafficking,high_risk,high_risk,at_risk,not_intercept,""}', 'class', n, %(seed)s)
  AS class FROM generate_series(1, %(intercepts)s * 6 / 5) n) met;
