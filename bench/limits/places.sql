-- 1.3 and 3.1: counties and countries with work in a year, and intercepts with somebody verified.
WITH verified AS MATERIALIZED (
  SELECT county_id, date_part('year', happened_on)::int AS year, count(*) AS intercepts, max(happened_on) AS day
  FROM intercepts_intercept intercept JOIN intercepts_station station ON station.id = station_id
  WHERE happened_on BETWEEN '2021-01-01' AND %(last)s AND intercept.id IN (
    SELECT intercept_id FROM intercepts_interceptedperson
    WHERE final_class IN ('evidence_of_trafficking', 'high_risk'))
  GROUP BY 1, 2
)
SELECT '3.1', year, sum(intercepts)::int, max(day) FROM verified GROUP BY year
UNION ALL
SELECT '1.3', year, count(DISTINCT place), max(day) FROM (
  SELECT county_id AS place, year, day FROM verified
  UNION ALL
  SELECT COALESCE(county_id, 'abroad'), date_part('year', opened_on)::int, opened_on
  FROM cases_case LEFT JOIN cases_traffickingprofile profile ON profile.case_id = cases_case.id
  WHERE opened_on BETWEEN '2021-01-01' AND %(last)s AND status NOT IN ('not_accepted', 'merged')
    AND (county_id IS NOT NULL OR exploitation_country NOT IN ('', 'KE'))
  UNION ALL
  SELECT CASE WHEN country = 'KE' THEN county_id ELSE 'abroad' END, date_part('year', held_on)::int, held_on
  FROM programmes_activity
  WHERE held_on BETWEEN '2021-01-01' AND %(last)s AND (county_id IS NOT NULL OR country <> 'KE')
) place GROUP BY year
