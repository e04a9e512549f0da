import { answer, learnerNumber } from '../support/engine/answers.js';
import { type LearnerHost, openLearners } from '../support/engine/open-learners.js';
import { storeAnswers } from '../support/engine/store-answers.js';
import { type Bench } from './benchmark.js';
import { onDatabase } from './databases.js';

/** Versions that fold: two states follow from an answer. */
const KEYS = ['mastery', 'revision'];
/** The default of `registry.maxAgeMs`: what is active is not asked for again with each answer. */
const MAX_AGE_MS = 500;
const START = Date.UTC(2026, 0, 1);
const SKILLS = 20;
const ITEMS = 500;

/** A host with two versions that fold, whose learners have not answered yet. */
export async function answeringHost(bench: Bench, url: string, count: number) {
  const host = await openLearners(url, {}, [], { maxAgeMs: MAX_AGE_MS });
  bench.defer(() => host.app.close());
  for (const key of KEYS) await host.registry.activateAlgoVersion(key, 'v1');
  const ids = Array.from({ length: count }, (_, index) => learnerNumber(index));
  await onDatabase(url, (client) => client.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]));
  return { host, ids };
}

/** What one of many answers says. */
export const numberedAnswer = (number: number) => ({
  at: new Date(START + number * 1000).toISOString(),
  item_id: `item-${number % ITEMS}`,
  skill_ids: [`skill-${number % SKILLS}`],
  correct: number % 3 > 0,
});

/** Records one more answer, of one learner after the other. */
export function recorder({ answers }: Pick<LearnerHost, 'answers'>, ids: readonly string[]): () => Promise<unknown> {
  let count = 0;
  return () => {
    const number = count;
    count += 1;
    return answers.record(ids[number % ids.length]!, [answer(`e${number}`, numberedAnswer(number))]);
  };
}

/** Learners in a statement: the time limits of statements hold. */
const AT_ONCE = 10;

/** Writes answers of each of the learners straight into the log, as an import does: no state follows yet. */
export async function fillLogs(
  { dataSource }: Pick<LearnerHost, 'dataSource'>,
  ids: readonly string[],
  answers: number,
) {
  const learners = ids.map((id, learner) => ({
    id,
    answers: Array.from({ length: answers }, (_, index) => numberedAnswer(index * 7 + learner)),
  }));
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await storeAnswers(dataSource, learners.slice(from, from + AT_ONCE));
  }
}
