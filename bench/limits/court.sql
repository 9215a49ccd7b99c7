-- 1.7, 1.8 and 3.4: court cases with a child victim by plea and by first conviction, and the accused on
-- a migration route. The years in which so many keys count alone, bit 0 for 2021, and since the plan began
-- (nothing: ever since).
WITH victim AS MATERIALIZED (
  SELECT court_case_id, plea_on,
    COALESCE(reckoned_birth > offence - interval '18 years', majority_override = 'child', false) AS child,
    case_types && '{trafficking,smuggling,unsafe_migration,labour_exploitation}' AND (
      COALESCE(is_cross_border, false)
      OR (nationality NOT IN ('', 'KE') OR migration_status IN ('regular_work', 'irregular', 'returnee', 'deportee', 'stranded'))
        AND COALESCE(reckoned_birth <= offence - interval '18 years', majority_override = 'adult')) AS on_a_route
  FROM (SELECT *, COALESCE(offence_on, opened_on) AS offence FROM cases_courtcasevictim link
    JOIN cases_case ON cases_case.id = link.case_id WHERE cases_case.status NOT IN ('not_accepted', 'merged')) victim
  JOIN cases_courtcase court ON court.id = court_case_id
  JOIN cases_person person ON person.id = victim.person_id
  LEFT JOIN cases_traffickingprofile profile ON profile.case_id = victim.case_id
), look AS (
  SELECT year, LEAST(make_date(year, 12, 31), %(today)s) AS ends_on FROM generate_series(2021, 2026) year
  WHERE make_date(year, 1, 1) <= %(today)s
), standing AS (
  SELECT court_case_id, year, min(decided_on) AS first
  FROM (
    SELECT court_case_id, verdict.decided_on, (
      SELECT min(decided_on) FROM cases_chargeoutcome later
      WHERE later.charge_id = verdict.charge_id AND later.outcome = 'overturned'
        AND later.decided_on >= verdict.decided_on) AS overturned_on
    FROM cases_chargeoutcome verdict JOIN cases_charge charge ON charge.id = verdict.charge_id
    WHERE outcome IN ('convicted', 'convicted_lesser', 'plea_agreement')
      AND court_case_id IN (SELECT court_case_id FROM victim WHERE child AND plea_on IS NOT NULL)
  ) conviction
  JOIN look ON decided_on <= ends_on AND (overturned_on IS NULL OR overturned_on > ends_on)
  GROUP BY court_case_id, year
)
SELECT '1.7', years, NULL::int AS since, count(*), max(plea_on) FROM (
  SELECT DISTINCT court_case_id, plea_on, 1 << (date_part('year', plea_on)::int - 2021) AS years
  FROM victim WHERE child AND plea_on BETWEEN '2021-01-01' AND %(last)s
) pleaded GROUP BY years
UNION ALL
SELECT '1.8', years, since, count(*), max(day) FROM (
  SELECT bit_or(1 << (year - 2021)) FILTER (WHERE date_part('year', first) = year) AS years,
    COALESCE(bit_or(1 << (year - 2021)) FILTER (WHERE first >= '2022-01-01'), 0) AS since, max(first) AS day
  FROM standing GROUP BY court_case_id
) convicted GROUP BY years, since
UNION ALL
SELECT '3.4', years, NULL, count(*), max(day) FROM (
  SELECT bit_or(1 << (date_part('year', plea_on)::int - 2021)) AS years, max(plea_on) AS day
  FROM victim JOIN cases_charge charge ON charge.court_case_id = victim.court_case_id
  WHERE on_a_route AND plea_on BETWEEN '2021-01-01' AND %(last)s GROUP BY suspect_id
) accused GROUP BY years
