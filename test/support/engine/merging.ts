import { type Answer } from 'learning-engine/learners';
import { type LearnerHost, newLearner } from './open-learners.js';

export const WHY = { reason: 'two accounts of one pupil' };

/** So many minutes after the beginning of 2026. */
export const minute = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 0, n));

/** An answer at a minute, which also says to what it is and whether it is right. */
export const answerAt = (event: string, n: number, fields: Partial<Answer> = {}): Answer => ({
  event_id: event,
  at: minute(n).toISOString(),
  item_id: `i${n % 4}`,
  skill_ids: [`s${n % 3}`],
  correct: n % 2 > 0,
  ...fields,
});

export async function learnerWith(host: LearnerHost, ...answers: Answer[]): Promise<string> {
  const learner = await newLearner(host.dataSource);
  await host.answers.record(learner, answers);
  return learner;
}

/** The states of a learner in all projections, as the database has them; but for what a run and a write are. */
export const storedStates = (host: LearnerHost, learner: string): Promise<{ row: string }[]> =>
  host.dataSource.query<{ row: string }[]>(
    `SELECT (to_jsonb(s) - 'run_id' - 'updated_at' - 'learner_id')::text AS row FROM learner_states s
     WHERE learner_id = $1 ORDER BY projection_id, scope_kind, scope_id`,
    [learner],
  );
