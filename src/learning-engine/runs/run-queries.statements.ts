import { RunPurpose } from '../domain/run-purpose.js';
import { type RunFilter } from './run-filter.js';
import { POSITION, type RunPosition } from './run-position.js';
import { LARGE_TEXTS, RUN_COLUMNS } from './run.table.js';

interface Statement {
  text: string;
  values: unknown[];
}

const NAMED = 'run.*, version.algo_key AS "algoKey", version.version';

/** $1 id, $2 the only user whose run it may be, or null: one of another purpose is no one's own. */
export const READ_RECORD = `
  SELECT ${NAMED}
  FROM (SELECT ${RUN_COLUMNS} FROM algo_runs WHERE id = $1 AND ($2::uuid IS NULL OR user_id = $2 AND purpose = 'live')) AS run
  JOIN algo_versions AS version ON version.id = run."algoVersionId"`;

const ON_VERSIONS = { algoKey: 'version.algo_key =', version: 'version.version =' };
const ON_RUNS = {
  userId: 'user_id =',
  sessionId: 'session_id =',
  status: 'status =',
  trigger: 'trigger =',
  purpose: 'purpose =',
};

/** What the texts of a page may have together, in bytes as the database writes them. One run may have more: it is a page. */
const PAGE_BYTES = 8 * 1024 * 1024;

const textBytes = (id: string): string =>
  `(SELECT ${LARGE_TEXTS.map((text) => `coalesce(octet_length(${text}), 0)`).join(' + ')} FROM algo_runs WHERE id = ${id})`;

/**
 * A page of runs, the newest first, with the number of all that were found: fewer are in it where their texts are large. Each is
 * looked up by its id, in the partition that has it, until there are enough (OFFSET keeps them from being joined). Versions are few, and read once:
 * PostgreSQL guesses few runs in a page, and would look up each one's version by itself. The runs of a key are found
 * version by version: each walks its own part of the index until the page is full. Joined, a version that ran long ago would be looked for among all runs since. The runs of a
 * person or a session are few, so their version is a condition like the others.
 */
export function listRuns(asked: RunFilter, before: RunPosition | undefined, limit: number): Statement {
  const filter = withoutPassedEnd(asked, before);
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = (table: Readonly<Record<string, string>>): string[] =>
    Object.entries(table).flatMap(([name, condition]) => {
      const value = filter[name as keyof RunFilter];
      return value === undefined ? [] : [`${condition} ${bind(value)}`];
    });
  const onVersions = conditions(ON_VERSIONS);
  const onRuns = conditions(ON_RUNS);
  // Said as the index has it, which is found by what is certain of the statement alone.
  if (filter.purpose !== RunPurpose.LIVE) onRuns.push("purpose <> 'live'");
  const isFew = filter.userId !== undefined || filter.sessionId !== undefined;
  const byVersion = onVersions.length > 0 && !isFew;
  onRuns.push(...(byVersion ? boundsOfVersion(filter, before, bind) : bounds(filter, before, bind)));
  const rows = bind(limit);
  const page = (more: readonly string[], order = '') => `
    SELECT id, started_at FROM algo_runs ${where([...more, ...onRuns])}
    ORDER BY ${order} started_at DESC, id DESC LIMIT ${rows}`;
  const versions = `SELECT version.id FROM algo_versions AS version ${where(onVersions)}`;

  const ofVersions = onVersions.length > 0 ? [`algo_version_id = ANY (ARRAY(${versions}))`] : [];
  const runs = byVersion
    ? `(${versions}) AS wanted CROSS JOIN LATERAL (${page([], 'algo_version_id DESC,')}) AS run`
    : `(${page(ofVersions)}) AS run`;
  const text = `
  WITH RECURSIVE page AS MATERIALIZED (
    SELECT array_agg(run.id ORDER BY started_at DESC, id DESC) AS found
    FROM (SELECT run.id, run.started_at FROM ${runs} ORDER BY run.started_at DESC, run.id DESC LIMIT ${rows}) AS run
  ), shown AS (
    SELECT 1 AS place, found[1] AS id, 0::bigint AS before, ${textBytes('found[1]')} AS bytes FROM page
    UNION ALL
    SELECT place + 1, found[place + 1], before + bytes, ${textBytes('found[place + 1]')} FROM shown, page
    WHERE place < cardinality(found) AND before + bytes <= ${PAGE_BYTES}
  ), named AS MATERIALIZED (SELECT id, algo_key, version FROM algo_versions)
  SELECT ${NAMED}, cardinality(page.found) AS found
  FROM shown, page, LATERAL (SELECT ${RUN_COLUMNS}, ${POSITION} AS position FROM algo_runs WHERE id = shown.id OFFSET 0) AS run
  JOIN named AS version ON version.id = run."algoVersionId"
  WHERE place = 1 OR before + bytes <= ${PAGE_BYTES}
  ORDER BY place`;
  return { text, values };
}

type Window = Pick<RunFilter, 'from' | 'to'>;

function bounds({ from, to }: Window, before: RunPosition | undefined, bind: (value: unknown) => string): string[] {
  return [
    ...(from ? [`started_at >= ${bind(from)}`] : []),
    ...(to ? [`started_at < ${bind(to)}`] : []),
    ...(before ? [`(started_at, id) < (${bind(before.startedAt)}::timestamptz, ${bind(before.id)}::uuid)`] : []),
  ];
}

/**
 * The runs of one version from and up to a time, as ranges of version and time: ordered by version they can only come from the index
 * of both. Of what *equals* a version that order says nothing, and PostgreSQL looks for a version that never ran among all other runs.
 */
function boundsOfVersion(
  { from, to }: Window,
  before: RunPosition | undefined,
  bind: (value: unknown) => string,
): string[] {
  const ends = [
    ...(to ? [`(algo_version_id, started_at) < (wanted.id, ${bind(to)})`] : []),
    ...(before
      ? [
          `(algo_version_id, started_at, id) < (wanted.id, ${bind(before.startedAt)}::timestamptz, ${bind(before.id)}::uuid)`,
        ]
      : []),
  ];
  return [
    from ? `(algo_version_id, started_at) >= (wanted.id, ${bind(from)})` : 'algo_version_id >= wanted.id',
    ...(ends.length > 0 ? ends : ['algo_version_id <= wanted.id']),
  ];
}

/** An end of the window that the position has passed says nothing more, and PostgreSQL would walk from there. */
const withoutPassedEnd = ({ to, ...rest }: RunFilter, before: RunPosition | undefined): RunFilter =>
  to && before && new Date(before.startedAt) < to ? rest : { ...rest, to };

const where = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
