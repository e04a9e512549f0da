/**
 * Hands over the answers of learners, in any order, in calls of any size, each one to four times:
 * `record-answers.cli.ts <url> <learners> <answers of each> <callers>`. Prints, as JSON, the answers of each call that was acknowledged.
 */
import 'reflect-metadata';
import { answersOf, learnerNumber, shuffled } from './answers.js';
import { openLearners } from './open-learners.js';

const [url = '', ...counts] = process.argv.slice(2);
const [learners, answers, callers] = counts.map(Number) as [number, number, number];
const host = await openLearners(url);

const calls = shuffled(
  Array.from({ length: learners }, (_, learner) => {
    const all = shuffled(
      answersOf(learner, answers).flatMap((one) =>
        Array.from({ length: 1 + Math.floor(Math.random() * 4) }, () => one),
      ),
    );
    const parts: (typeof all)[] = [];
    while (all.length > 0) parts.push(all.splice(0, 1 + Math.floor(Math.random() * 8)));
    return parts.map((part) => ({ learner: learnerNumber(learner), part }));
  }).flat(),
);

await Promise.all(
  Array.from({ length: callers }, async () => {
    for (let call = calls.pop(); call; call = calls.pop()) {
      const { learner, part } = call;
      const { results } = await host.answers.record(learner, part);
      const acknowledged = results.map(({ event_id, outcome }) => [event_id, outcome]);
      process.stdout.write(`${JSON.stringify({ learner, acknowledged })}\n`);
    }
  }),
);
await host.app.close();
