import { once } from 'node:events';
import { type RunCommand } from '../command.js';

/** The last line says that it is whole. */
export const run: RunCommand = async ({ target }) => {
  const learners = await (await target()).learners();
  let count = 0;
  const print = async (line: object) => {
    if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain').catch(() => undefined);
  };
  for await (const { learnerId, erasedAt } of learners.erasures()) {
    await print({ learner_id: learnerId, erased_at: erasedAt.toISOString() });
    count += 1;
  }
  await print({ erasures: count, complete: true });
};
