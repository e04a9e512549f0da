import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer, learnerNumber } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type BuilderHost, openBuilder } from '../support/engine/open-learners.js';
import { untilAnswered } from '../support/engine/until-answered.js';
import { scaled } from '../support/fault-scale.js';

/** More than a question across learners brings up to date by itself. */
const STILL = scaled(1500, 150);
const WRITERS = 8;
const SKILLS = 3;
const ACTIVATIONS = scaled(30, 3);
const PAGE = 200;

describe('L7: questions for what is due, while states change', () => {
  const database = useTestDatabase();
  const still = Array.from({ length: STILL }, (_, learner) => learnerNumber(learner));
  const writers = Array.from({ length: WRITERS }, (_, learner) => learnerNumber(STILL + learner));
  /** Answers of each writer that were acknowledged. */
  const acknowledged = new Map(writers.map((id) => [id, 0]));
  let host: BuilderHost;
  beforeAll(async () => {
    host = await openBuilder(database.url, { concurrency: 1, pollMs: 20, sweepSeconds: 0.2 });
    await seedFoldingVersions(host);
    await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [[...still, ...writers]]);
    await Promise.all(
      still.map((id) =>
        untilAnswered(() =>
          host.answers.record(
            id,
            Array.from({ length: SKILLS }, (_, skill) => answer(`e${skill}`, { skill_ids: [`s${skill}`] })),
          ),
        ),
      ),
    );
  });
  afterAll(() => host?.app.close());

  const write = async (id: string) => {
    const count = acknowledged.get(id)!;
    const at = new Date(Date.UTC(2026, 1, 1) + count * 3_600_000).toISOString();
    await untilAnswered(() => host.answers.record(id, [answer(`w${count}`, { at, correct: count % 2 > 0 })]));
    acknowledged.set(id, count + 1);
  };
  /** All pages; undefined where one of them is of other parameters, or not complete. */
  const readAll = async () => {
    const due: Awaited<ReturnType<typeof host.states.getDue>>['due'] = [];
    let [after, paramsId]: (string | undefined)[] = [];
    let isComplete = true;
    do {
      const page = await untilAnswered(() =>
        host.states.getDue({ algoKey: 'trail', before: new Date('2030-01-01T00:00:00Z') }, { limit: PAGE, after }),
      );
      paramsId ??= page.paramsId;
      isComplete &&= page.isComplete && page.paramsId === paramsId;
      due.push(...page.due);
      after = page.nextAfter ?? undefined;
    } while (after);
    return { due, isComplete };
  };

  it(
    'skip and repeat no state that does not change, and are complete only with all that was acknowledged',
    async () => {
      let isOver = false;
      const writing = writers.map(async (id) => {
        while (!isOver) await write(id);
      });
      const seen = { complete: 0, incomplete: 0 };
      const reading = (async () => {
        while (!isOver || seen.complete === 0) {
          const before = new Map(acknowledged);
          const { due, isComplete } = await readAll();
          seen[isComplete ? 'complete' : 'incomplete'] += 1;
          if (!isComplete) continue;
          const names = due.map(({ learner_id, scope_id }) => `${learner_id} ${scope_id}`);
          const ofStill = names.filter((name) => still.includes(name.split(' ')[0]!));
          expect(ofStill).toHaveLength(STILL * SKILLS);
          expect(new Set(ofStill).size).toBe(STILL * SKILLS);
          for (const [id, count] of before) {
            // A state that moved on while pages were read may have been on none of them, or on two.
            const ofWriter = due.filter(({ learner_id }) => learner_id === id);
            for (const { answers } of ofWriter) expect(answers).toBeGreaterThanOrEqual(count);
          }
        }
      })();
      const { version } = (await host.registry.resolveActive('trail'))!;
      for (let round = 0; round < ACTIVATIONS; round += 1) {
        const { id } = await host.params.createParams(version.id, { gain: 0.4 + round / 100 });
        await untilAnswered(() => host.registry.activateParams(id, { reason: 'a test' }));
        while ((await untilAnswered(() => host.projections.getProgress('trail')))?.status !== 'READY') await sleep(20);
      }
      isOver = true;
      await Promise.all([...writing, reading]);
      expect(seen.complete).toBeGreaterThan(0);
    },
    scaled(1_200_000, 120_000),
  );
});
