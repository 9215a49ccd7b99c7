-- Repeatable chance: draw(word, row number, seed) is a number from 0 to 1.
CREATE FUNCTION pg_temp.draw(what text, n bigint, seed int) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(n, hashtextextended(what, seed)) & 4294967295)::float8 / 4294967296 $$;

CREATE FUNCTION pg_temp.below(what text, n bigint, seed int, top bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT floor(pg_temp.draw(what, n, seed) * top)::bigint $$;

CREATE FUNCTION pg_temp.key(what text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT md5(what || n::text)::uuid $$;

-- Days from the middle of 2021, so that the year of the baseline has rows too, to November 2026.
CREATE FUNCTION pg_temp.day(what text, n bigint, seed int) RETURNS date LANGUAGE sql IMMUTABLE AS
$$ SELECT date '2021-07-01' + pg_temp.below(what, n, seed, 1965)::int $$;

-- A few counties have most of the rows.
CREATE FUNCTION pg_temp.county(what text, n bigint, seed int) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT lpad((1 + floor(power(pg_temp.draw(what, n, seed), 3) * 47))::int::text, 3, '0') $$;

CREATE FUNCTION pg_temp.pick(choices text[], what text, n bigint, seed int) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT choices[1 + pg_temp.below(what, n, seed, array_length(choices, 1))] $$;
