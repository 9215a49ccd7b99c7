"""Many made-up rows, written by PostgreSQL itself; the same seed gives the same rows.

Skewed counties, a third of birth dates missing, five years. No name or phone is made at all:
sealed columns stay empty. Rows are drawn with `draw(table, n, k)`, a number 0..1 from a hash.
"""

from dataclasses import dataclass

from django.db import connection, transaction

EMPTY = "''::bytea"


@dataclass(frozen=True)
class Size:
    cases: int
    intercepts: int

    @property
    def persons(self) -> int:
        return self.cases + self.intercepts

    def __str__(self) -> str:
        return f"{self.intercepts:,} intercepts, {self.cases:,} cases"


SMALL = Size(cases=2_000, intercepts=10_000)
STANDARD = Size(cases=20_000, intercepts=100_000)

DRAW = """
CREATE OR REPLACE FUNCTION pg_temp.draw(what text, n bigint, seed int) RETURNS float8
LANGUAGE sql IMMUTABLE AS
$$ SELECT (('x' || substr(md5(what || n || ':' || seed), 1, 8))::bit(32)::bigint)::float8 / 4294967296 $$;
CREATE OR REPLACE FUNCTION pg_temp.key(what text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$ SELECT md5(what || n)::uuid $$;
CREATE OR REPLACE FUNCTION pg_temp.day(what text, n bigint, seed int) RETURNS date
LANGUAGE sql IMMUTABLE AS
$$ SELECT date '2022-01-01' + floor(pg_temp.draw(what, n, seed) * 1780)::int $$;
CREATE OR REPLACE FUNCTION pg_temp.county(what text, n bigint, seed int) RETURNS text
LANGUAGE sql IMMUTABLE AS
$$ SELECT lpad((1 + floor(power(pg_temp.draw(what, n, seed), 3) * 47))::int::text, 3, '0') $$;
CREATE OR REPLACE FUNCTION pg_temp.pick(choices text[], r float8) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT choices[1 + floor(r * array_length(choices, 1))::int] $$;
"""

PERSONS = """
INSERT INTO cases_person (id, version, recorded_at, code, names, aliases, phone, document_kind,
  document_number, address, sex, birth_date, dob_precision, stated_age, stated_age_on, age_source,
  majority_override, nationality, disability, language, name_tokens, sound_tokens, phone_tokens,
  document_tokens)
SELECT pg_temp.key('p', n), 1, now(), 'P-' || lpad(n::text, 6, '0'), '', '', '', '', '', '',
  pg_temp.pick('{female,female,female,male,male,unknown}', pg_temp.draw('sex', n, %(seed)s)),
  CASE WHEN pg_temp.draw('dob', n, %(seed)s) < 0.67
       THEN date '1975-01-01' + floor(pg_temp.draw('born', n, %(seed)s) * 16000)::int END,
  'day',
  CASE WHEN pg_temp.draw('dob', n, %(seed)s) BETWEEN 0.67 AND 0.9
       THEN 8 + floor(pg_temp.draw('age', n, %(seed)s) * 40)::int END,
  CASE WHEN pg_temp.draw('dob', n, %(seed)s) BETWEEN 0.67 AND 0.9
       THEN pg_temp.day('stated', n, %(seed)s) END,
  '', CASE WHEN pg_temp.draw('dob', n, %(seed)s) > 0.96 THEN 'child' ELSE '' END,
  pg_temp.pick('{KE,KE,KE,UG,TZ,""}', pg_temp.draw('nation', n, %(seed)s)),
  'not_asked', '', '{}', '{}', '{}', '{}'
FROM generate_series(1, %(persons)s) n
"""

CASES = """
INSERT INTO cases_case (id, version, recorded_at, code, person_id, status, opened_on, source,
  case_types, trafficking_status, trafficking_stage, risk_level, migration_status, legal_basis,
  county_id, summary, closure_reason, closing_note)
SELECT pg_temp.key('c', n), 1, now(), 'TK-B-' || lpad(n::text, 7, '0'),
  pg_temp.key('p', 1 + floor(power(pg_temp.draw('cp', n, %(seed)s), 1.2) * %(cases)s)::bigint),
  pg_temp.pick('{active,active,follow_up,intake,not_accepted}', pg_temp.draw('cs', n, %(seed)s)),
  pg_temp.day('co', n, %(seed)s), 'intercept',
  ARRAY[pg_temp.pick('{trafficking,trafficking,gbv,labour_exploitation,unsafe_migration,child_violence}',
    pg_temp.draw('ct', n, %(seed)s))],
  pg_temp.pick('{presumed_victim,identified_victim,potential_victim,not_victim}', pg_temp.draw('ts', n, %(seed)s)),
  '', 'medium', pg_temp.pick('{citizen,returnee,irregular,""}', pg_temp.draw('ms', n, %(seed)s)),
  '', pg_temp.county('cc', n, %(seed)s), '', '', ''
FROM generate_series(1, %(cases)s) n
"""

PROFILES = """
INSERT INTO cases_traffickingprofile (id, version, recorded_at, case_id, acts, means,
  exploitation_types, labour_sectors, recruiter_relation, recruitment_channels,
  exploitation_country, is_cross_border)
SELECT pg_temp.key('tp', n), 1, now(), pg_temp.key('c', n), '{}', '{}',
  ARRAY[pg_temp.pick('{forced_labour,domestic_servitude,sexual_exploitation,none_yet}', pg_temp.draw('ex', n, %(seed)s))],
  '{}', '', '{}', pg_temp.pick('{KE,SA,QA,""}', pg_temp.draw('xc', n, %(seed)s)),
  pg_temp.draw('xb', n, %(seed)s) < 0.4
FROM generate_series(1, %(cases)s) n
"""

SERVICES = """
INSERT INTO cases_serviceprovision (id, version, recorded_at, case_id, kind, status, delivered_on, note, county_id)
SELECT pg_temp.key('s', n), 1, now(),
  pg_temp.key('c', 1 + floor(pg_temp.draw('sc', n, %(seed)s) * %(cases)s)::bigint),
  pg_temp.pick('{counselling_individual,medical,legal_advice,education_support,transport,rights_training}',
    pg_temp.draw('sk', n, %(seed)s)),
  'delivered', pg_temp.day('sd', n, %(seed)s), '', pg_temp.county('sy', n, %(seed)s)
FROM generate_series(1, 3 * %(cases)s) n
"""

PREVENTIONS = """
INSERT INTO cases_preventionoutcome (id, version, recorded_at, person_id, kind, basis, happened_on, county_id, evidence)
SELECT pg_temp.key('o', n), 1, now(),
  pg_temp.key('p', 1 + floor(pg_temp.draw('op', n, %(seed)s) * %(persons)s)::bigint),
  pg_temp.pick('{violence,trafficking,migration}', pg_temp.draw('ok', n, %(seed)s)), 'intercepted',
  pg_temp.day('od', n, %(seed)s), pg_temp.county('oy', n, %(seed)s), ''
FROM generate_series(1, %(cases)s / 2) n
"""

REINTEGRATIONS = """
INSERT INTO cases_reintegration (id, version, recorded_at, case_id, happened_on, kind, county_id, country, family_contact)
SELECT pg_temp.key('r', n), 1, now(), pg_temp.key('c', n * 4), pg_temp.day('rd', n, %(seed)s), 'birth_family',
  pg_temp.county('ry', n, %(seed)s), 'KE', ''
FROM generate_series(1, %(cases)s / 4) n
"""

SHELTER = """
INSERT INTO places_office (id, code, name, kind, status, reach, version)
VALUES (pg_temp.key('h', 1), 'bench-house', 'Bench house', 'shelter', 'functional', '', 1);
INSERT INTO shelter_shelter (id, version, recorded_at, office_id, opened_on, is_place_of_safety, address)
VALUES (pg_temp.key('h', 1), 1, now(), pg_temp.key('h', 1), '2020-01-01', true, '')
"""

ADMISSIONS = """
INSERT INTO shelter_admission (id, version, recorded_at, case_id, shelter_id, status, role, requested_on,
  admitted_at, ended_at, reason, legal_authority, risk_level, urgent_needs)
SELECT pg_temp.key('a', n), 1, now(), pg_temp.key('c', n * 3), pg_temp.key('h', 1), 'exited', 'resident', d,
  d + time '10:00', d + time '12:00' + make_interval(days => (pg_temp.draw('ad', n, %(seed)s) * 60)::int),
  'trafficking', 'self', '', ''
FROM (SELECT n, pg_temp.day('a', n, %(seed)s) d FROM generate_series(1, %(cases)s / 3) n) x
"""

STATIONS = """
INSERT INTO intercepts_station (id, version, recorded_at, code, name, kind, county_id, is_active)
SELECT pg_temp.key('st', n), 1, now(), 'b' || n, 'Bench station ' || n, 'matatu_stage',
  pg_temp.county('sty', n, %(seed)s), true
FROM generate_series(1, 30) n
"""

INTERCEPTS = """
INSERT INTO intercepts_intercept (id, version, recorded_at, code, client_uuid, happened_on, station_id,
  transport_mode, vehicle_plate, notified_by, destination_country, police_called, narrative)
SELECT pg_temp.key('i', n), 1, now(), 'INT-B-' || n, pg_temp.key('iu', n), pg_temp.day('id', n, %(seed)s),
  pg_temp.key('st', 1 + floor(pg_temp.draw('is', n, %(seed)s) * 30)::bigint),
  'matatu', '', 'staff', pg_temp.pick('{KE,SA,QA}', pg_temp.draw('ic', n, %(seed)s)), false, ''
FROM generate_series(1, %(intercepts)s) n
"""

INTERCEPTED = """
INSERT INTO intercepts_interceptedperson (id, version, recorded_at, intercept_id, person_id, intercept_type,
  score_control, score_vulnerability, unanswered, proposed_band, reported_class, final_class, classified_on,
  class_reason, outcome, was_exploited)
SELECT pg_temp.key('ip', n), 1, now(), pg_temp.key('i', 1 + (n - 1) %% %(intercepts)s),
  pg_temp.key('p', 1 + (n * 7919) %% %(persons)s),
  pg_temp.pick('{child_trafficking,adult_trafficking,unsafe_labour_migration,smuggling}', pg_temp.draw('it', n, %(seed)s)),
  0, 0, 0, 'high_risk', '', c, CASE WHEN c <> '' THEN date '2022-01-01' END, '',
  pg_temp.pick('{travel_stopped_voluntary,returned_family,referred_partner,continued_informed,refused_help}',
    pg_temp.draw('io', n, %(seed)s)), pg_temp.draw('ix', n, %(seed)s) < 0.2
FROM (SELECT n, pg_temp.pick('{evidence_of_trafficking,high_risk,high_risk,at_risk,not_intercept,""}',
  pg_temp.draw('ik', n, %(seed)s)) c FROM generate_series(1, %(intercepts)s * 6 / 5) n) x
"""

ACTIVITIES = """
INSERT INTO programmes_activity (id, version, recorded_at, code, title, kind, themes, held_on, county_id, country)
SELECT pg_temp.key('ac', n), 1, now(), 'B-' || n, 'Bench activity', pg_temp.pick('{mentorship,training,awareness}',
  pg_temp.draw('ak', n, %(seed)s)),
  ARRAY[pg_temp.pick('{gender_justice,child_safeguarding}', pg_temp.draw('at', n, %(seed)s))],
  pg_temp.day('ad', n, %(seed)s), pg_temp.county('ay', n, %(seed)s), 'KE'
FROM generate_series(1, %(cases)s / 20) n
"""

ATTENDANCE = """
INSERT INTO programmes_activityattendance (id, version, recorded_at, activity_id, person_id)
SELECT pg_temp.key('aa', n), 1, now(), pg_temp.key('ac', 1 + (n - 1) %% (%(cases)s / 20)),
  pg_temp.key('p', 1 + (n * 104729) %% %(persons)s)
FROM generate_series(1, 2 * %(cases)s) n ON CONFLICT DO NOTHING
"""

OFFENCE = """
INSERT INTO cases_offence (code, act, section, title, first_penalty, later_penalty, source)
VALUES ('BENCH', 'Bench act', '1', 'Bench', '', '', 'bench') ON CONFLICT DO NOTHING
"""

COURT = """
INSERT INTO cases_courtcase (id, version, recorded_at, code, court, court_level, court_number, ob_number, county_id,
  stage, plea_on, in_camera, watching_brief)
SELECT pg_temp.key('cc', n), 1, now(), 'CC-B-' || n, 'Bench court', 'magistrate', '', '', '001', 'plea',
  pg_temp.day('pl', n, %(seed)s), false, false FROM generate_series(1, %(cases)s / 30) n;
INSERT INTO cases_courtcasevictim (id, court_case_id, case_id, role, witness_note)
SELECT pg_temp.key('cv', n), pg_temp.key('cc', n), pg_temp.key('c', n * 20), 'complainant', ''
FROM generate_series(1, %(cases)s / 30) n;
INSERT INTO cases_suspect (id, version, recorded_at, code, names, phone, document_number, sex, nationality, status,
  name_tokens, sound_tokens, phone_tokens)
SELECT pg_temp.key('su', n), 1, now(), 'S-B' || n, '', '', '', 'male', '', 'charged', '{}', '{}', '{}'
FROM generate_series(1, %(cases)s / 20) n;
INSERT INTO cases_charge (id, version, recorded_at, court_case_id, suspect_id, offence_id, count_number)
SELECT pg_temp.key('ch', n), 1, now(), pg_temp.key('cc', 1 + (n - 1) %% (%(cases)s / 30)), pg_temp.key('su', n), 'BENCH', 1
FROM generate_series(1, %(cases)s / 20) n;
INSERT INTO cases_chargeoutcome (id, version, recorded_at, charge_id, outcome, decided_on, sentence_types)
SELECT pg_temp.key('co', n), 1, now(), pg_temp.key('ch', n * 2), pg_temp.pick('{convicted,acquitted,pending}',
  pg_temp.draw('cx', n, %(seed)s)), pg_temp.day('pl', 1 + (n * 2 - 1) %% (%(cases)s / 30), %(seed)s) + 200, '{}'
FROM generate_series(1, %(cases)s / 40) n
"""

STEPS = (
    PERSONS, CASES, PROFILES, SERVICES, PREVENTIONS, REINTEGRATIONS, SHELTER, ADMISSIONS, STATIONS,
    INTERCEPTS, INTERCEPTED, ACTIVITIES, ATTENDANCE, OFFENCE, COURT,
)  # fmt: skip


@transaction.atomic
def fill(size: Size, seed: int = 7) -> None:
    """Write the rows of `size` into an empty, migrated database that holds the plan."""
    values = {"seed": seed, "cases": size.cases, "intercepts": size.intercepts, "persons": size.persons}
    with connection.cursor() as cursor:
        cursor.execute(DRAW)
        for step in STEPS:
            cursor.execute(step, values)


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
