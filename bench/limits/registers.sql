-- 1.9, 2.7, 2.10, 2.11, 3.5, 4.1, 4.3 to 4.5, 4.7 and 4.8: what was in force at the end of a year, or today.
WITH look AS (
  SELECT year, LEAST(make_date(year, 12, 31), %(today)s) AS at FROM generate_series(2021, 2026) year
  WHERE make_date(year, 1, 1) <= %(today)s
), partner AS (
  SELECT * FROM programmes_partnership WHERE status = 'active' OR status = 'ended' AND ends_on IS NOT NULL
), post AS (
  SELECT *, max(begins) OVER (PARTITION BY staff_code ORDER BY starts_on) AS serves_since FROM (
    SELECT *, CASE WHEN COALESCE(max(COALESCE(ends_on, 'infinity')) OVER earlier < starts_on - 1, true)
      THEN starts_on END AS begins
    FROM programmes_staffpost
    WINDOW earlier AS (PARTITION BY staff_code ORDER BY starts_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ) post
)
SELECT '1.9', year, count(*), max(starts_on) FROM partner JOIN look ON starts_on <= at AND COALESCE(ends_on >= at, true)
WHERE 'child_rights_advocacy' = ANY(themes) GROUP BY year
UNION ALL
SELECT '3.5', year, count(*), max(starts_on) FROM partner JOIN look ON starts_on <= at AND COALESCE(ends_on >= at, true)
WHERE 'decent_work_migration' = ANY(themes) GROUP BY year
UNION ALL
SELECT '4.4', year, count(*), max(GREATEST(starts_on, agreement_signed_on)) FROM partner
JOIN look ON starts_on <= at AND agreement_signed_on <= at AND COALESCE(ends_on >= at, true)
WHERE 'strategic' = ANY(themes) GROUP BY year
UNION ALL
SELECT code, year, count(*), max(starts_on) FROM programmes_network
JOIN look ON starts_on <= at AND COALESCE(ends_on >= at, true)
JOIN (VALUES ('2.10'), ('2.11')) kind(code) ON code = '2.11' OR our_role IN ('founder', 'co_founder')
WHERE 'survivor_voice' = ANY(themes) GROUP BY code, year
UNION ALL
SELECT '2.7', year, count(*), max(opened_on) FROM shelter_shelter JOIN places_office office ON office.id = office_id
JOIN look ON opened_on <= at AND COALESCE(closed_on > at, true)
WHERE office.status = 'functional' OR office.status = 'closed' AND closed_on IS NOT NULL GROUP BY year
UNION ALL
SELECT '4.1', year, count(*), max(approved_on) FROM programmes_policydocument
JOIN look ON approved_on <= at AND next_review_on > at AND COALESCE(retired_on > at, true)
WHERE meets_standard AND (status = 'in_use' OR status = 'retired' AND retired_on IS NOT NULL) GROUP BY year
UNION ALL
SELECT '4.3', year, count(DISTINCT staff_code), max(GREATEST((serves_since + interval '1 year')::date, starts_on)) FROM post
JOIN look ON starts_on <= at AND serves_since + interval '1 year' <= at AND COALESCE(ends_on >= at, true) GROUP BY year
UNION ALL
SELECT '4.5', year, count(DISTINCT staff_code), max(starts_on) FROM programmes_staffpost
JOIN look ON starts_on <= at AND COALESCE(ends_on >= at, true) WHERE function = 'mne' GROUP BY year
UNION ALL
SELECT '4.7', year, count(DISTINCT kind), max(starts_on) FROM programmes_channel
JOIN look ON starts_on <= at AND COALESCE(ends_on >= at, true) AND last_activity_on >= at - 90 GROUP BY year
UNION ALL
SELECT '4.8', year, count(*), max(acquired_on) FROM programmes_investment
JOIN look ON acquired_on <= at AND COALESCE(disposed_on > at, true) GROUP BY year
