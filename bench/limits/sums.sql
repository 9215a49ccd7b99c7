-- 1.1 and 2.1 to 2.5: people counted by heads; 4.2: KES received; 4.6: attended and expected.
WITH cell AS (
  SELECT held_on, sex, age_band IN ('0_4', '5_9', '10_14', '15_17', 'unknown_child') AS child,
    age_band IN ('18_19', '20_24', '25_34', '35_59', '60_plus', 'unknown_adult') AS adult,
    age_band IN ('10_14', '15_17', '18_19', '20_24', '25_34') AS youth, people,
    kind IN ('awareness', 'training', 'school_club', 'mentorship', 'community_dialogue')
      AND themes && '{child_safeguarding,online_safety}' AS safeguarding,
    kind IN ('mentorship', 'training') AND themes && '{gender_justice}' AS empowering
  FROM programmes_activityheadcount JOIN programmes_activity activity ON activity.id = activity_id
  WHERE held_on BETWEEN '2021-01-01' AND %(last)s
)
SELECT code, date_part('year', held_on)::int, sum(people)::numeric, 0::numeric, max(held_on)
FROM cell JOIN (VALUES ('1.1'), ('2.1'), ('2.2'), ('2.3'), ('2.4'), ('2.5')) measure(code) ON CASE code
  WHEN '1.1' THEN safeguarding AND child
  WHEN '2.1' THEN empowering AND child
  WHEN '2.2' THEN empowering AND adult AND sex = 'female'
  WHEN '2.3' THEN empowering AND adult AND sex = 'male'
  WHEN '2.4' THEN empowering AND youth
  ELSE empowering AND child AND sex = 'male' END
GROUP BY 1, 2
UNION ALL
SELECT '4.2', date_part('year', received_on)::int, sum(amount_kes), 0, max(received_on) FROM programmes_fundingrecord
WHERE received_on BETWEEN '2021-01-01' AND %(last)s GROUP BY 2
UNION ALL
SELECT '4.6', date_part('year', held_on)::int, count(*) FILTER (WHERE attended), count(*), max(held_on)
FROM programmes_boardattendance JOIN programmes_boardmeeting meeting ON meeting.id = meeting_id
WHERE held_on BETWEEN '2021-01-01' AND %(last)s GROUP BY 2
