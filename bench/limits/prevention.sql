-- 1.1, 1.2, 2.1 to 2.5 and 3.2: people at activities, met on the road, or with a recorded outcome.
-- One row a pattern: in which years how many people count, bit 0 for 2021, and the last day.
WITH event AS (
  SELECT master_id AS person, held_on AS day,
    safeguarding AND child AS m11, false AS m12, empowering AND child AS m21,
    empowering AND sex = 'female' AND adult AS m22, empowering AND sex = 'male' AND adult AS m23,
    empowering AND reckoned_birth <= held_on - interval '10 years'
      AND reckoned_birth > held_on - interval '35 years' AS m24,
    empowering AND sex = 'male' AND child AS m25, false AS m32
  FROM (
    SELECT person.master_id, person.sex, person.reckoned_birth, held_on, safeguarding, empowering,
      COALESCE(reckoned_birth > held_on - interval '18 years', majority_override = 'child') AS child,
      COALESCE(reckoned_birth <= held_on - interval '18 years', majority_override = 'adult') AS adult
    FROM (
      SELECT id, held_on,
        kind IN ('awareness', 'training', 'school_club', 'mentorship', 'community_dialogue')
          AND themes && '{child_safeguarding,online_safety}' AS safeguarding,
        kind IN ('mentorship', 'training') AND themes && '{gender_justice}' AS empowering
      FROM programmes_activity WHERE held_on BETWEEN '2021-01-01' AND %(last)s
    ) activity
    JOIN programmes_activityattendance came ON came.activity_id = activity.id
    JOIN cases_person person ON person.id = came.person_id
    WHERE safeguarding OR empowering
  ) came
  UNION ALL
  SELECT master_id, happened_on, kind = 'violence' AND child, kind = 'trafficking' AND child,
    false, false, false, false, false, kind = 'migration' AND adult
  FROM (
    SELECT person.master_id, happened_on, kind,
      COALESCE(reckoned_birth > happened_on - interval '18 years', majority_override = 'child') AS child,
      COALESCE(reckoned_birth <= happened_on - interval '18 years', majority_override = 'adult') AS adult
    FROM cases_preventionoutcome outcome
    JOIN cases_person person ON person.id = outcome.person_id
    LEFT JOIN cases_case ON cases_case.id = outcome.case_id
    WHERE happened_on BETWEEN '2021-01-01' AND %(last)s
      AND (cases_case.status IS NULL OR cases_case.status NOT IN ('not_accepted', 'merged'))
  ) outcome
  UNION ALL
  SELECT master_id, happened_on, false, child AND final_class <> 'at_risk' AND NOT was_exploited,
    false, false, false, false, false, adult
  FROM (
    SELECT person.master_id, happened_on, final_class, was_exploited,
      COALESCE(reckoned_birth > happened_on - interval '18 years', majority_override = 'child') AS child,
      COALESCE(reckoned_birth <= happened_on - interval '18 years', majority_override = 'adult') AS adult
    FROM intercepts_interceptedperson met
    JOIN intercepts_intercept intercept ON intercept.id = met.intercept_id
    JOIN cases_person person ON person.id = met.person_id
    WHERE final_class IN ('evidence_of_trafficking', 'high_risk', 'at_risk')
      AND outcome NOT IN ('continued_informed', 'refused_help', 'suspect_fled')
      AND happened_on BETWEEN '2021-01-01' AND %(last)s
  ) met
), person AS (
  SELECT
    bit_or(year) FILTER (WHERE m11) AS m11, bit_or(year) FILTER (WHERE m12) AS m12,
    bit_or(year) FILTER (WHERE m21) AS m21, bit_or(year) FILTER (WHERE m22) AS m22,
    bit_or(year) FILTER (WHERE m23) AS m23, bit_or(year) FILTER (WHERE m24) AS m24,
    bit_or(year) FILTER (WHERE m25) AS m25, bit_or(year) FILTER (WHERE m32) AS m32,
    max(day) FILTER (WHERE m11) AS d11, max(day) FILTER (WHERE m12) AS d12,
    max(day) FILTER (WHERE m21) AS d21, max(day) FILTER (WHERE m22) AS d22,
    max(day) FILTER (WHERE m23) AS d23, max(day) FILTER (WHERE m24) AS d24,
    max(day) FILTER (WHERE m25) AS d25, max(day) FILTER (WHERE m32) AS d32
  FROM (SELECT *, 1 << (date_part('year', day)::int - 2021) AS year FROM event) event
  GROUP BY person
)
SELECT count(*), m11, m12, m21, m22, m23, m24, m25, m32,
  max(d11), max(d12), max(d21), max(d22), max(d23), max(d24), max(d25), max(d32)
FROM person GROUP BY m11, m12, m21, m22, m23, m24, m25, m32
