-- People without a name, phone or document. A third has no birth date, one in fifty was merged into
-- the person before. Tokens of names are those of a small list, given as parameters; one in ten
-- bears the first of them.
INSERT INTO cases_person (id, version, recorded_at, code, names, aliases, phone, document_kind,
  document_number, address, sex, birth_date, dob_precision, stated_age, stated_age_on, age_source,
  majority_override, nationality, home_county_id, merged_into_id, disability, language,
  name_tokens, sound_tokens, phone_tokens, document_tokens)
SELECT pg_temp.key('person', n), 1, now(), 'P-' || lpad(n::text, 6, '0'), '', '', '', '', '', '',
  pg_temp.pick('{female,female,female,male,male,unknown}', 'sex', n, %(seed)s),
  CASE WHEN known < 0.67 THEN date '1975-01-01' + pg_temp.below('born', n, %(seed)s, 16000)::int END,
  'day',
  CASE WHEN known BETWEEN 0.67 AND 0.9 THEN 8 + pg_temp.below('age', n, %(seed)s, 40) END,
  CASE WHEN known BETWEEN 0.67 AND 0.9 THEN pg_temp.day('asked', n, %(seed)s) END,
  '', CASE WHEN known > 0.96 THEN 'child' WHEN known > 0.93 THEN 'adult' ELSE '' END,
  pg_temp.pick('{KE,KE,KE,UG,TZ,""}', 'nationality', n, %(seed)s),
  CASE WHEN n %% 3 > 0 THEN pg_temp.county('home', n, %(seed)s) END,
  CASE WHEN n %% 50 = 0 THEN pg_temp.key('person', n - 1) END,
  pg_temp.pick('{not_asked,none,has}', 'disability', n, %(seed)s), '',
  ARRAY[first.token, last.token], string_to_array(first.sound || ',' || last.sound, ','), '{}', '{}'
FROM (SELECT n, pg_temp.draw('known', n, %(seed)s) AS known FROM generate_series(1, %(persons)s) n) person
JOIN unnest(%(tokens)s::text[], %(sounds)s::text[]) WITH ORDINALITY first(token, sound, place)
  ON first.place = CASE WHEN n %% 10 = 0 THEN 1 ELSE 1 + pg_temp.below('first name', n, %(seed)s, %(names)s) END
JOIN unnest(%(tokens)s::text[], %(sounds)s::text[]) WITH ORDINALITY last(token, sound, place)
  ON last.place = 1 + pg_temp.below('last name', n, %(seed)s, %(names)s);

-- New people are numbered after these.
INSERT INTO cases_numberseries (name, last) VALUES ('P', %(persons)s);
