import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { IntegerBetween } from '../../schema/number-rules.js';
import { type Job, type JobPlan, type JobStep } from '../job.js';
import { JobKind } from '../job-kind.decorator.js';

/** How many runs are looked at in a chunk: some 50 ms. */
const RUNS = 2000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

class RetireRunsArgs {
  @IntegerBetween(30, 36_500, {
    ...{ title: 'Older than', unit: 'days' },
    description: 'Runs that ended this many days ago, or earlier, are removed.',
  })
  older_than_days: number;
}

type Cursor = { before: string; after: string; scanned: number; retired: number };

interface Retired {
  scanned: number;
  retired: number;
  last_id: string | null;
}

/** $1 instant. Sessions of which no run is kept are over. */
const RETIRE_PINS = `
  DELETE FROM session_pins p WHERE p.pinned_at < $1 AND NOT EXISTS (SELECT FROM algo_runs r WHERE r.session_id = p.session_id)`;

/** Removes old runs, and what sessions of which none is left were pinned to. Versions, parameter sets and the activation log stay; runs that are RUNNING, too. */
@JobKind({
  kind: 'runs.retention',
  description: 'Removes run records that ended so many days ago, or earlier.',
  args: RetireRunsArgs,
  needsReason: true,
})
export class RetireRunsJob implements Job<RetireRunsArgs, Cursor, undefined> {
  constructor(private readonly scope: EngineScope) {}

  /** The instant is that of the beginning: a job that takes days does not follow the clock. */
  async plan({ older_than_days }: RetireRunsArgs): Promise<JobPlan<Cursor>> {
    const [row] = await this.scope.dataSource.query<{ before: string }[]>(
      `SELECT to_char((statement_timestamp() - $1 * interval '1 day') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS before`,
      [older_than_days],
    );
    return { total: null, cursor: { before: row!.before, after: FIRST_ID, scanned: 0, retired: 0 } };
  }

  work(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async write(
    _found: undefined,
    { before, after, scanned, retired }: Cursor,
    _args: RetireRunsArgs,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    const [next] = await manager.query<Retired[]>('SELECT * FROM algo_retire_runs($1, $2, $3)', [before, after, RUNS]);
    const total = { scanned: scanned + next!.scanned, retired: retired + next!.retired };
    if (next!.scanned < RUNS) {
      await manager.query(RETIRE_PINS, [before]);
      return { done: next!.scanned, result: { before, ...total } };
    }
    return { done: next!.scanned, cursor: { before, after: next!.last_id!, ...total } };
  }
}
