import { type EntityManager } from 'typeorm';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { type Job, type JobPlan, type JobStep } from '../../jobs/job.js';
import { CLEAR_PROJECTIONS } from './kinds.js';
import { CLEAR_RETIRED } from './projection.statements.js';

/** How many positions are removed in a chunk, each with its states. */
const POSITIONS = 50;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

class ClearProjectionsArgs {}

type Cursor = { from: string; states: number };

interface Cleared {
  last: string | null;
  positions: number;
  states: number;
}

/** Removes the states of projections that are RETIRED. */
@JobKind({
  kind: CLEAR_PROJECTIONS,
  description: 'Removes states that are not kept up to date any more.',
  args: ClearProjectionsArgs,
})
export class ClearProjectionsJob implements Job<ClearProjectionsArgs, Cursor, undefined> {
  plan(): Promise<JobPlan<Cursor>> {
    return Promise.resolve({ total: null, cursor: { from: FIRST_ID, states: 0 } });
  }

  work(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async write(
    _found: undefined,
    { from, states }: Cursor,
    _args: ClearProjectionsArgs,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    const [row] = await manager.query<{ cleared: Cleared }[]>(CLEAR_RETIRED, [from, POSITIONS]);
    const { last, positions, states: removed } = row!.cleared;
    const total = states + removed;
    if (positions < POSITIONS) return { done: positions, result: { states: total } };
    return { done: positions, cursor: { from: last!, states: total } };
  }
}
