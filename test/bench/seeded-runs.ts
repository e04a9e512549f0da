import { type Client } from 'pg';
import { type Bench } from './benchmark.js';
import { onDatabase } from './databases.js';

/** In one statement; the server would have to keep more of them at once. */
const BATCH = 100_000;
/** Runs of a session, one after the other. */
const OF_SESSION = 40;
/** Runs of an ordinary person. One person has an eighth of all. */
const OF_PERSON = 500;

export const HEAVY_USER = '00000000-0000-4000-8000-000000000001';

interface SampleIds {
  userId: string;
  sessionId: string;
  middle: Date;
}

const uuid = (kind: string, n: string) => `md5('${kind} ' || ${n})::uuid`;
const person = (block: string, people: string) =>
  `CASE WHEN hashint8(${block}) % 8 = 0 THEN '${HEAVY_USER}'::uuid ELSE ${uuid('user', `abs(hashint8(${block})) % ${people}`)} END`;

/** $1 people */
const PEOPLE = `
  INSERT INTO users (id) SELECT ${uuid('user', 'n')} FROM generate_series(0, $1::bigint - 1) n
  UNION ALL SELECT '${HEAVY_USER}'`;

/** $1 sessions, $2 people */
const SESSIONS = `
  INSERT INTO test_sessions (id, user_id)
  SELECT ${uuid('session', 'n')}, ${person('n', '$2::bigint')} FROM generate_series(0, $1::bigint) n`;

/**
 * $1 first, $2 last, $3 all of them, $4 people. A run every six seconds up to a minute ago, of all versions that are
 * recorded, so that five million are a year of them; the newest hundred are still RUNNING. Ids are UUIDv7.
 */
const RUNS = `
  INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, session_id, trigger, runtime, status, started_at,
    completed_at, input_summary_json, output_summary_json, error_message, error_code, lease_expires_at)
  SELECT
    (left(ms, 8) || '-' || right(ms, 4) || '-7' || left(md5(n::text), 3) || '-8' || substr(md5(n::text), 4, 3) || '-'
      || right(md5(n::text), 12))::uuid,
    pair.version_id, pair.params_id, ${person('block', '$4::bigint')},
    CASE WHEN chance < 500 THEN ${uuid('session', 'block')} END,
    CASE WHEN chance < 500 THEN 'submit' WHEN chance < 700 THEN 'nightly' WHEN chance < 900 THEN 'api'
      WHEN chance < 980 THEN 'cron' ELSE 'manual' END,
    'node 20.19.0', status, at, CASE WHEN status <> 'RUNNING' THEN at + interval '5 ms' END,
    '{"states": [], "events": [{"at": "2026-01-21T12:00:00Z", "correct": true, "event_id": "e1", "skill_id": "fractions"}]}',
    CASE WHEN status = 'SUCCESS' THEN '{"states": [{"skill_id": "fractions", "p_known": 0.64, "attempts": 1}]}'::jsonb END,
    CASE WHEN status = 'FAILED' THEN 'input.events[0].at must be a UTC time' END,
    CASE WHEN status = 'FAILED' THEN 'INVALID_INPUT' END,
    CASE WHEN status = 'RUNNING' THEN now() + interval '1 day' ELSE at + interval '1 minute' END
  FROM (
    SELECT n, n / ${OF_SESSION} AS block, at, lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS ms,
      abs(hashint8(n)) % 1000 AS chance,
      CASE WHEN n > $3 - 100 THEN 'RUNNING' WHEN abs(hashint8(-n)) % 8 = 0 THEN 'FAILED' ELSE 'SUCCESS' END AS status
    FROM generate_series($1::bigint, $2::bigint) n,
      LATERAL (SELECT date_trunc('minute', now()) - interval '1 minute' - ($3 - n) * interval '6 seconds' AS at) AS time
  ) AS run
  JOIN (
    SELECT row_number() OVER (ORDER BY algo_key, version) - 1 AS number, count(*) OVER () AS of, version.id AS version_id, params.id AS params_id
    FROM algo_versions AS version JOIN algo_params AS params ON params.algo_version_id = version.id AND params.is_active
  ) AS pair ON pair.number = abs(hashint8(n + $3)) % pair.of
  ORDER BY n`;

/** A database with so many runs, as the engine would have written them over time. */
export const seededDatabase = (bench: Bench, rows: number): Promise<string> =>
  bench.sharedDatabase(`runs_${rows}`, (url) =>
    onDatabase(url, async (client) => {
      const people = Math.ceil(rows / OF_PERSON);
      await client.query(PEOPLE, [people]);
      await client.query(SESSIONS, [Math.floor(rows / OF_SESSION), people]);
      for (let first = 1; first <= rows; first += BATCH) {
        if (first % (10 * BATCH) === 1) bench.say(`seeding: ${first - 1} of ${rows} runs`);
        await client.query(RUNS, [first, Math.min(first + BATCH - 1, rows), rows, people]);
      }
      await client.query('VACUUM ANALYZE');
    }),
  );

/** An ordinary person, the newest of that person's sessions but a few, and when half of the runs had started. */
export async function sampleIds(client: Client): Promise<SampleIds> {
  const { rows } = await client.query<SampleIds>(`
    SELECT user_id AS "userId", session_id AS "sessionId",
      (SELECT min(started_at) + (max(started_at) - min(started_at)) / 2 FROM algo_runs) AS middle
    FROM algo_runs WHERE session_id IS NOT NULL AND user_id <> '${HEAVY_USER}'
    ORDER BY started_at DESC, id DESC OFFSET 200 LIMIT 1`);
  return rows[0]!;
}
