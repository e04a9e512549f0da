import { type Algorithm, type Fold, LearningAlgorithm } from 'learning-engine/authoring';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf, learnerNumber, shuffled } from '../support/engine/answers.js';
import { foldOnce } from '../support/engine/fold-once.js';
import { seedFoldingVersions, trailFold, TrailParams, WebAlgorithm } from '../support/engine/folding-versions.js';
import { type LearnerHost, openLearners } from '../support/engine/open-learners.js';
import { untilAnswered } from '../support/engine/until-answered.js';
import { scaled } from '../support/fault-scale.js';

const LEARNERS = scaled(100, 12);
const ANSWERS = scaled(60, 20);

/** What the next release has made of it: each level goes half as far. */
const nextFold: typeof trailFold = {
  ...trailFold,
  revision: 2,
  step: (states, answer, params, facts) => trailFold.step(states, answer, { ...params, gain: params.gain / 2 }, facts),
};

@LearningAlgorithm({ key: 'trail', version: 'v1', params: TrailParams, fold: nextFold })
class NextTrailAlgorithm implements Algorithm<TrailParams> {
  compute(): never {
    throw new Error('It folds only.');
  }
}

describe('L11: two releases whose folds differ, side by side', () => {
  const database = useTestDatabase();
  let former: LearnerHost;
  let next: LearnerHost | undefined;
  beforeAll(async () => {
    former = await openLearners(database.url);
    await seedFoldingVersions(former);
    const ids = Array.from({ length: LEARNERS }, (_, learner) => learnerNumber(learner));
    await former.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
  });
  afterAll(async () => {
    await next?.app.close();
    await former?.app.close();
  });

  /** A part of the answers of each learner, in calls to one release after the other. */
  async function record(from: number, to: number, hosts: readonly LearnerHost[]): Promise<void> {
    const calls = shuffled(
      Array.from({ length: LEARNERS }, (_, learner) =>
        shuffled(answersOf(learner, ANSWERS).slice(from, to)).map((one) => [learnerNumber(learner), one] as const),
      ).flat(),
    );
    await Promise.all(
      Array.from({ length: 8 }, async (_, caller) => {
        for (let call = calls.pop(); call; call = calls.pop()) {
          const [learner, one] = call;
          const host = hosts[(calls.length + caller) % hosts.length]!;
          await untilAnswered(() => host.answers.record(learner, [one]));
        }
      }),
    );
  }
  async function expectStates(host: LearnerHost, fold: typeof trailFold, answers: number): Promise<void> {
    const { paramsJson } = (await host.registry.resolveActive('trail'))!.params;
    for (let learner = 0; learner < LEARNERS; learner += 1) {
      const { states, isFresh } = await host.states.getState(
        learnerNumber(learner),
        { algoKey: 'trail' },
        { limit: 200 },
      );
      expect([isFresh, states.map(({ state }) => state)]).toEqual([
        true,
        foldOnce(fold as Fold, paramsJson, answersOf(learner, ANSWERS).slice(0, answers)),
      ]);
    }
  }

  it('each have the states of their own fold over all answers, whichever of them recorded an answer', async () => {
    const [third, most] = [Math.floor(ANSWERS / 3), Math.floor((2 * ANSWERS) / 3)];
    await record(0, third, [former]);
    next = await openLearners(database.url, {}, [NextTrailAlgorithm, WebAlgorithm]);
    await record(third, most, [former, next]);

    await expectStates(former, trailFold, most);
    await expectStates(next, nextFold, most);
  });

  it('have them after the way back, too', async () => {
    await next!.app.close();
    next = undefined;
    await record(Math.floor((2 * ANSWERS) / 3), ANSWERS, [former]);

    await expectStates(former, trailFold, ANSWERS);
    next = await openLearners(database.url, {}, [NextTrailAlgorithm, WebAlgorithm]);
    await expectStates(next, nextFold, ANSWERS);
    const revisions = await former.dataSource.query<object[]>(
      `SELECT fold_revision, count(*)::int AS projections FROM projections p JOIN algo_versions v ON v.id = p.algo_version_id
       WHERE v.algo_key = 'trail' AND p.status <> 'RETIRED' GROUP BY 1 ORDER BY 1`,
    );
    expect(revisions).toEqual([
      { fold_revision: 1, projections: 1 },
      { fold_revision: 2, projections: 1 },
    ]);
  });
});
