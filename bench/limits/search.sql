-- The search by hand for two words: one walk over the blind indexes, the few that match sorted, the
-- reader's cases asked for the best alone. Scope of somebody who sees the whole organisation: no
-- case that is restricted without a grant, under whichever of the merged rows; nobody too near.
-- Shares no code with cases/finding_sql.py.
WITH granted AS MATERIALIZED (
  SELECT case_id FROM cases_casegrant
  WHERE user_id = %(user)s AND from_at <= now() AND (until_at IS NULL OR until_at > now())
), near AS MATERIALIZED (
  SELECT p.master_id FROM cases_conflictofinterest c JOIN cases_person p ON p.id = c.person_id
  WHERE c.user_id = %(user)s AND c.ended_at IS NULL
), hit AS MATERIALIZED (
  SELECT h.master_id AS id,
    bool_or(h.name_tokens && %(whole)s::varchar[]) AS is_whole,
    max((h.sound_tokens && %(sound1)s::varchar[])::int + (h.sound_tokens && %(sound2)s::varchar[])::int) AS met,
    max((h.name_tokens && %(word1)s::varchar[])::int + (h.name_tokens && %(word2)s::varchar[])::int) AS exactly
  FROM cases_person h
  WHERE h.sound_tokens && %(sound1)s::varchar[] AND h.sound_tokens && %(sound2)s::varchar[]
    AND h.master_id NOT IN (SELECT master_id FROM near)
  GROUP BY h.master_id
), best AS MATERIALIZED (
  SELECT m.id, m.code, m.sex, m.home_county_id, is_whole, met, exactly
  FROM hit JOIN cases_person m ON m.id = hit.id
  WHERE (SELECT coalesce(bool_or(NOT o.is_restricted OR o.id IN (SELECT case_id FROM granted)), true)
         FROM cases_person line JOIN cases_case o ON o.person_id = line.id WHERE line.master_id = hit.id)
  ORDER BY is_whole DESC, met DESC, exactly DESC, m.code LIMIT 25
)
SELECT best.id, best.code, best.sex, county.name,
  (SELECT json_agg(json_build_array(o.id, o.code, o.status) ORDER BY o.code)
   FROM cases_person line JOIN cases_case o ON o.person_id = line.id
   WHERE line.master_id = best.id AND (NOT o.is_restricted OR o.id IN (SELECT case_id FROM granted)))
FROM best LEFT JOIN places_county county ON county.code = best.home_county_id
ORDER BY is_whole DESC, met DESC, exactly DESC, best.code
