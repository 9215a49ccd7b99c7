-- 1.4, 1.5, 1.6, 2.6, 2.8, 2.9 and 3.3: services, stays, referrals, returns and grants of cases.
-- One row a pattern: in which years how many people count, bit 0 for 2021, and the last day.
WITH counted AS MATERIALIZED (
  SELECT cases_case.id, master_id, reckoned_birth, majority_override,
    case_types && '{trafficking,online_exploitation}'
      AND trafficking_status IN ('potential_victim', 'presumed_victim', 'identified_victim')
      AND NOT EXISTS (
        SELECT FROM intercepts_interceptedperson met
        JOIN intercepts_intercept intercept ON intercept.id = met.intercept_id
        JOIN cases_person child ON child.id = met.person_id
        WHERE met.case_id = cases_case.id AND final_class IN ('evidence_of_trafficking', 'high_risk')
          AND outcome NOT IN ('continued_informed', 'refused_help', 'suspect_fled') AND NOT was_exploited
          AND COALESCE(child.reckoned_birth > happened_on - interval '18 years', child.majority_override = 'child'))
      AND NOT EXISTS (
        SELECT FROM cases_preventionoutcome outcome JOIN cases_person child ON child.id = outcome.person_id
        WHERE outcome.case_id = cases_case.id AND kind = 'trafficking'
          AND COALESCE(child.reckoned_birth > happened_on - interval '18 years', child.majority_override = 'child'))
      AS to_protect,
    case_types && '{gbv}' AS gbv,
    case_types && '{trafficking,gbv,labour_exploitation,child_violence}' AS sheltered,
    (case_types && '{labour_exploitation}' OR case_types && '{trafficking}' AND exploitation_types
      && '{forced_labour,domestic_servitude,debt_bondage,slavery,forced_criminality}')
      AND (migration_status IN ('regular_work', 'irregular', 'returnee', 'deportee', 'stranded') OR is_cross_border
        OR EXISTS (SELECT FROM cases_routeleg leg WHERE leg.case_id = cases_case.id AND to_county_id <> home_county_id))
      AS worked_away
  FROM cases_case
  JOIN cases_person person ON person.id = cases_case.person_id
  LEFT JOIN cases_traffickingprofile profile ON profile.case_id = cases_case.id
  WHERE status NOT IN ('not_accepted', 'merged')
), stay AS MATERIALIZED (
  SELECT counted.*, role, (admitted_at AT TIME ZONE 'Africa/Nairobi')::date AS came,
    (ended_at AT TIME ZONE 'Africa/Nairobi')::date AS went
  FROM shelter_admission JOIN counted ON counted.id = case_id WHERE status NOT IN ('requested', 'declined')
), event AS (
  SELECT master_id AS person, delivered_on AS day, 1 << (date_part('year', delivered_on)::int - 2021) AS years,
    child AND to_protect AND kind IN ('shelter', 'alternative_care', 'legal_advice', 'legal_representation',
      'court_accompaniment', 'reunification') AS m14,
    child AND kind NOT IN ('rights_training', 'interpretation', 'natf_application') AS m15,
    false AS m16, gbv AS m26, false AS m28, false AS m29, worked_away AND adult AS m33
  FROM (
    SELECT counted.*, kind, delivered_on,
      COALESCE(reckoned_birth > delivered_on - interval '18 years', majority_override = 'child') AS child,
      COALESCE(reckoned_birth <= delivered_on - interval '18 years', majority_override = 'adult') AS adult
    FROM cases_serviceprovision JOIN counted ON counted.id = case_id
    WHERE status = 'delivered' AND delivered_on BETWEEN '2021-01-01' AND %(last)s
  ) served
  UNION ALL
  SELECT master_id, came, 1 << (date_part('year', came)::int - 2021), to_protect AND
    COALESCE(reckoned_birth > came - interval '18 years', majority_override = 'child'),
    false, false, gbv, false, false, false
  FROM stay WHERE came BETWEEN '2021-01-01' AND %(last)s
  UNION ALL
  SELECT master_id, came,
    (2 << (date_part('year', LEAST(went, %(last)s::date))::int - 2021))
      - (1 << (date_part('year', GREATEST(came, '2021-01-01'))::int - 2021)),
    false, false, false, false, true, false, false
  FROM stay WHERE sheltered AND role = 'resident' AND came <= %(last)s AND (went IS NULL OR went >= '2021-01-01')
  UNION ALL
  SELECT master_id, day, 1 << (date_part('year', day)::int - 2021), true, false, false, false, false, false, false
  FROM (
    SELECT case_id, COALESCE(accepted_on, completed_on) AS day FROM referrals_referral referral
    JOIN directory_organisation agency ON agency.id = referral.organisation_id
    WHERE status IN ('accepted', 'in_progress', 'completed') AND agency.kind IN ('police', 'children_services', 'shelter')
  ) referral JOIN counted ON counted.id = case_id
  WHERE day BETWEEN '2021-01-01' AND %(last)s AND to_protect
    AND COALESCE(reckoned_birth > day - interval '18 years', majority_override = 'child')
  UNION ALL
  SELECT counted.master_id, happened_on, 1 << (date_part('year', happened_on)::int - 2021), false, false,
    COALESCE(reckoned_birth > happened_on - interval '18 years', majority_override = 'child'), false, false,
    COALESCE(first <= happened_on, false), false
  FROM cases_reintegration JOIN counted ON counted.id = case_id
  LEFT JOIN (SELECT master_id, min(came) AS first FROM stay GROUP BY master_id) sheltered
    ON sheltered.master_id = counted.master_id
  WHERE happened_on BETWEEN '2021-01-01' AND %(last)s
  UNION ALL
  SELECT master_id, day, 1 << (date_part('year', day)::int - 2021), false, false, false, false, false, false, true
  FROM (
    SELECT case_id, unnest(ARRAY[trained_on, disbursed_on]) AS day FROM programmes_trustfundgrant
  ) funded JOIN counted ON counted.id = case_id
  WHERE day BETWEEN '2021-01-01' AND %(last)s AND worked_away
    AND COALESCE(reckoned_birth <= day - interval '18 years', majority_override = 'adult')
), person AS (
  SELECT
    bit_or(years) FILTER (WHERE m14) AS m14, bit_or(years) FILTER (WHERE m15) AS m15,
    bit_or(years) FILTER (WHERE m16) AS m16, bit_or(years) FILTER (WHERE m26) AS m26,
    bit_or(years) FILTER (WHERE m28) AS m28, bit_or(years) FILTER (WHERE m29) AS m29,
    bit_or(years) FILTER (WHERE m33) AS m33,
    max(day) FILTER (WHERE m14) AS d14, max(day) FILTER (WHERE m15) AS d15,
    max(day) FILTER (WHERE m16) AS d16, max(day) FILTER (WHERE m26) AS d26,
    max(day) FILTER (WHERE m28) AS d28, max(day) FILTER (WHERE m29) AS d29,
    max(day) FILTER (WHERE m33) AS d33
  FROM event GROUP BY person
)
SELECT count(*), m14, m15, m16, m26, m28, m29, m33,
  max(d14), max(d15), max(d16), max(d26), max(d28), max(d29), max(d33)
FROM person GROUP BY m14, m15, m16, m26, m28, m29, m33
