import { Logger } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { IntegerBetween } from '../../schema/number-rules.js';
import { type Job, type JobPlan, type JobStep } from '../job.js';
import { JobKind } from '../job-kind.decorator.js';

/** How many runs, and then how many pins, are looked at in a chunk: so few that their rows are not locked for long. */
const ROWS = 500;
/** For how long a law may want runs to be kept: see docs/compliance.md. */
const SIX_MONTHS_DAYS = 184;
const WARNING = 'Runs of the last six months are removed: laws may want them to be kept, see docs/compliance.md.';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const NO_PIN = { session: FIRST_ID, key: '' };

class RetireRunsArgs {
  @IntegerBetween(30, 36_500, {
    ...{ title: 'Older than', unit: 'days' },
    description: 'Runs that ended this many days ago, or earlier, are removed.',
  })
  older_than_days: number;
}

/** A place among the pins: after those of a session up to a key. */
type PinPlace = { session: string; key: string };

/** Once all runs were looked at, there is a place among the pins. */
type Cursor = { before: string; after: string; scanned: number; retired: number; pins: PinPlace | null };

interface Retired {
  scanned: number;
  retired: number;
  last_id: string | null;
}

/** $1 instant, $2 session and $3 key after which to look, $4 at how many pins. Sessions of which no run is kept are over. */
const RETIRE_PINS = `
  WITH next AS MATERIALIZED (
    SELECT session_id, algo_key FROM session_pins
    WHERE (session_id, algo_key) > ($2::uuid, $3) ORDER BY session_id, algo_key LIMIT $4
  ), gone AS (
    DELETE FROM session_pins p USING next
    WHERE (p.session_id, p.algo_key) = (next.session_id, next.algo_key) AND p.pinned_at < $1
      AND NOT EXISTS (SELECT FROM algo_runs r WHERE r.session_id = p.session_id)
  )
  SELECT session_id AS session, algo_key AS key, count(*) OVER ()::int AS scanned
  FROM next ORDER BY session_id DESC, algo_key DESC LIMIT 1`;

/** Removes old runs, and what sessions of which none is left were pinned to. Versions, parameter sets and the activation log stay; runs that are RUNNING, too. */
@JobKind({
  kind: 'runs.retention',
  description: 'Removes run records that ended so many days ago, or earlier.',
  args: RetireRunsArgs,
  needsReason: true,
})
export class RetireRunsJob implements Job<RetireRunsArgs, Cursor, undefined> {
  private readonly logger = new Logger('LearningEngine');

  constructor(private readonly scope: EngineScope) {}

  /** The instant is that of the beginning: a job that takes days does not follow the clock. */
  async plan({ older_than_days }: RetireRunsArgs): Promise<JobPlan<Cursor>> {
    if (older_than_days < SIX_MONTHS_DAYS) this.logger.warn(WARNING);
    const [row] = await this.scope.dataSource.query<{ before: string }[]>(
      `SELECT to_char((statement_timestamp() - $1 * interval '1 day') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS before`,
      [older_than_days],
    );
    return { total: null, cursor: { before: row!.before, after: FIRST_ID, scanned: 0, retired: 0, pins: null } };
  }

  work(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async write(
    _found: undefined,
    { before, after, scanned, retired, pins = null }: Cursor,
    { older_than_days }: RetireRunsArgs,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    if (pins) {
      const values = [before, pins.session, pins.key, ROWS];
      const [last] = await manager.query<(PinPlace & { scanned: number })[]>(RETIRE_PINS, values);
      const total = { before, scanned, retired };
      const warned = older_than_days < SIX_MONTHS_DAYS && { warning: WARNING };
      if (!last || last.scanned < ROWS) return { done: 0, result: { ...total, ...warned } };
      return { done: 0, cursor: { ...total, after, pins: { session: last.session, key: last.key } } };
    }
    const [next] = await manager.query<Retired[]>('SELECT * FROM algo_retire_runs($1, $2, $3)', [before, after, ROWS]);
    const total = { before, scanned: scanned + next!.scanned, retired: retired + next!.retired };
    if (next!.scanned < ROWS) return { done: next!.scanned, cursor: { ...total, after, pins: NO_PIN } };
    return { done: next!.scanned, cursor: { ...total, after: next!.last_id!, pins } };
  }
}
