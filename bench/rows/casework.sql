-- Cases and what was done on them. Some people have several cases.
INSERT INTO cases_case (id, version, recorded_at, code, person_id, status, opened_on, source,
  case_types, trafficking_status, trafficking_stage, risk_level, migration_status, legal_basis,
  county_id, summary, closure_reason, closing_note, is_restricted)
SELECT pg_temp.key('case', n), 1, now(), 'TK-B-' || lpad(n::text, 7, '0'),
  pg_temp.key('person', 1 + pg_temp.below('whose', n, %(seed)s, %(cases)s)),
  pg_temp.pick('{active,active,active,follow_up,intake,not_accepted,merged}', 'status', n, %(seed)s),
  pg_temp.day('opened', n, %(seed)s), 'intercept',
  ARRAY[
    pg_temp.pick('{trafficking,trafficking,gbv,labour_exploitation,child_violence,smuggling}', 'type', n, %(seed)s),
    pg_temp.pick('{online_exploitation,unsafe_migration,gbv,other}', 'second type', n, %(seed)s)],
  pg_temp.pick('{presumed_victim,identified_victim,potential_victim,not_victim}', 'victim', n, %(seed)s),
  '', 'medium', pg_temp.pick('{citizen,citizen,returnee,irregular,""}', 'migration', n, %(seed)s), '',
  CASE WHEN n %% 8 > 0 THEN pg_temp.county('case', n, %(seed)s) END, '', '', '', n %% 500 = 0
FROM generate_series(1, %(cases)s) n;

INSERT INTO cases_traffickingprofile (id, version, recorded_at, case_id, acts, means, exploitation_types,
  labour_sectors, recruiter_relation, recruitment_channels, exploitation_country, is_cross_border)
SELECT pg_temp.key('profile', n), 1, now(), pg_temp.key('case', n), '{}', '{}',
  ARRAY[pg_temp.pick('{forced_labour,domestic_servitude,sexual_exploitation,none_yet}', 'form', n, %(seed)s)],
  '{}', '', '{}', pg_temp.pick('{KE,SA,QA,""}', 'worked in', n, %(seed)s),
  pg_temp.draw('border', n, %(seed)s) < 0.3
FROM generate_series(1, %(cases)s) n WHERE n %% 5 > 0;

INSERT INTO cases_routeleg (case_id, position, from_country, to_country, mode, from_county_id, to_county_id)
SELECT pg_temp.key('case', n), 1, 'KE', 'KE', 'matatu', '001', pg_temp.county('leg', n, %(seed)s)
FROM generate_series(1, %(cases)s, 4) n;

INSERT INTO cases_serviceprovision (id, version, recorded_at, case_id, kind, status, delivered_on, note, county_id)
SELECT pg_temp.key('service', n), 1, now(), pg_temp.key('case', 1 + pg_temp.below('served', n, %(seed)s, %(cases)s)),
  pg_temp.pick('{counselling_individual,medical,legal_advice,shelter,transport,rights_training,reunification}',
    'service', n, %(seed)s),
  pg_temp.pick('{delivered,delivered,delivered,delivered,cancelled}', 'delivered', n, %(seed)s),
  pg_temp.day('delivered', n, %(seed)s), '', pg_temp.county('service', n, %(seed)s)
FROM generate_series(1, 3 * %(cases)s) n;

INSERT INTO cases_preventionoutcome (id, version, recorded_at, person_id, case_id, kind, basis, happened_on,
  county_id, evidence)
SELECT pg_temp.key('outcome', n), 1, now(),
  CASE WHEN n %% 4 = 0 THEN person_id ELSE pg_temp.key('person', 1 + pg_temp.below('kept safe', n, %(seed)s, %(persons)s)) END,
  CASE WHEN n %% 4 = 0 THEN cases_case.id END,
  pg_temp.pick('{violence,trafficking,migration}', 'prevented', n, %(seed)s), 'intercepted',
  pg_temp.day('prevented', n, %(seed)s), pg_temp.county('prevented', n, %(seed)s), ''
FROM generate_series(1, %(cases)s / 2) n JOIN cases_case ON cases_case.id = pg_temp.key('case', n);

INSERT INTO cases_reintegration (id, version, recorded_at, case_id, happened_on, kind, county_id, country, family_contact)
SELECT pg_temp.key('return', n), 1, now(), pg_temp.key('case', n * 4), pg_temp.day('returned', n, %(seed)s),
  'birth_family', pg_temp.county('returned', n, %(seed)s), 'KE', ''
FROM generate_series(1, %(cases)s / 4) n;

INSERT INTO directory_organisation (id, version, recorded_at, name, kind, services, is_from_plan, is_active)
SELECT pg_temp.key('agency', n), 1, now(), 'Bench agency ' || n, kind, '{}', false, true
FROM unnest('{police,children_services,shelter,hospital,embassy}'::text[]) WITH ORDINALITY agency(kind, n);

INSERT INTO referrals_referral (id, version, recorded_at, code, kind, reason, urgency, status, legal_basis, message,
  drafted_on, accepted_on, completed_on, decline_reason, case_id, organisation_id)
SELECT pg_temp.key('referral', n), 1, now(), 'RF-B-' || n, 'service', 'protection', 'normal', status, '', '',
  day, CASE WHEN n %% 7 > 0 THEN day END, CASE WHEN status = 'completed' THEN day + 30 END, '',
  pg_temp.key('case', 1 + pg_temp.below('referred', n, %(seed)s, %(cases)s)),
  pg_temp.key('agency', 1 + pg_temp.below('agency', n, %(seed)s, 5))
FROM (SELECT n, pg_temp.day('referred', n, %(seed)s) AS day,
  pg_temp.pick('{accepted,in_progress,completed,draft,sent}', 'referral', n, %(seed)s) AS status
  FROM generate_series(1, %(cases)s / 2) n) referral;

INSERT INTO programmes_trustfundgrant (id, version, recorded_at, status, trained_on, disbursed_on, amount_kes,
  business, case_id)
SELECT pg_temp.key('grant', n), 1, now(), 'disbursed', CASE WHEN n %% 4 > 0 THEN day END,
  CASE WHEN n %% 2 = 0 THEN day + 60 END, 20000, '', pg_temp.key('case', n * 10 - 1)
FROM (SELECT n, pg_temp.day('grant', n, %(seed)s) AS day FROM generate_series(1, %(cases)s / 10) n) funded;
