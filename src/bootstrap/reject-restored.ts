import { type INestApplicationContext } from '@nestjs/common';
import { DatabaseRestoredError, ReadinessService } from 'learning-engine';
import { CommandRejectedError, type ErasureLine, readErasures } from 'learning-engine/cli';
import { LearnersService } from 'learning-engine/learners';
import { type Env } from '../config/env.js';
import { InvalidEnvError } from '../config/invalid-env.error.js';
import { ErasuresNotAppliedError } from './erasures-not-applied.error.js';

/**
 * A database that was restored from a backup is not served before the feed has a new epoch, and before those who are in the list of
 * erasures are erased in it again.
 *
 * @throws DatabaseRestoredError, ErasuresNotAppliedError; InvalidEnvError when `ERASURES_FILE` is no whole list
 */
export async function rejectRestored(app: INestApplicationContext, env: Env): Promise<void> {
  if (await app.get(ReadinessService, { strict: false }).isRestored()) throw new DatabaseRestoredError();
  await rejectNotErased(env, () => Promise.resolve(app.get(LearnersService, { strict: false })));
}

/** @throws ErasuresNotAppliedError; InvalidEnvError when `ERASURES_FILE` is no whole list */
export async function rejectNotErased(
  { ERASURES_FILE: file }: Env,
  learners: () => Promise<LearnersService>,
): Promise<void> {
  if (file === undefined) return;
  const listed = (await read(file)).map(({ learner_id }) => learner_id);
  const present = await (await learners()).notErased(listed);
  if (present.length > 0) throw new ErasuresNotAppliedError(file, present.length);
}

async function read(file: string): Promise<ErasureLine[]> {
  try {
    return await readErasures(file);
  } catch (error) {
    if (!(error instanceof CommandRejectedError)) throw error;
    throw new InvalidEnvError({
      ERASURES_FILE: `must name a whole list of "erasures export --file". ${error.message}`,
    });
  }
}
