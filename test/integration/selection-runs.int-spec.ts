import { randomUUID } from 'node:crypto';
import { type Algorithm, LearningAlgorithm, type Selector } from 'learning-engine/authoring';
import { until } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { createVersion } from '../support/engine/factories.js';
import { TrailParams } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

interface Picked {
  first: string;
}

const pickFirst: Selector<Picked, Picked> = {
  states: {},
  inputOf: ({ candidates }) => ({ first: candidates[0]!.item_id }),
  chosen: ({ first }) => [{ item_id: first === 'another' ? 'no candidate' : first, score: 1, propensity: 1 }],
};

@LearningAlgorithm({ key: 'picker', version: 'v1', params: TrailParams, select: pickFirst })
class PickerAlgorithm implements Algorithm<TrailParams, Picked, Picked> {
  compute(_params: TrailParams, { first }: Picked): Picked {
    if (first === 'boom') throw new RangeError('Cannot pick');
    return { first };
  }
}

interface RunRow {
  id: string;
  status: string;
  errorCode: string | null;
  output: object | null;
}

/** A selection and the record of its computation are written together: each is there with the other, or neither is. */
describe('the run of a selection', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url, {}, [PickerAlgorithm] as never);
    await createVersion(host.dataSource, 'picker', 'v1');
    await host.registry.activateAlgoVersion('picker', 'v1');
  });
  afterAll(() => host?.app.close());

  const next = (learner: string, item_id = 'i1') =>
    host.states.next(learner, { algoKey: 'picker', count: 1, candidates: [{ item_id }] });
  const runsOf = (learner: string) =>
    host.dataSource.query<RunRow[]>(
      'SELECT id, status, error_code AS "errorCode", output_summary_json AS output FROM algo_runs WHERE user_id = $1',
      [learner],
    );
  const learners = (learner: string) =>
    host.dataSource.query<unknown[]>('SELECT revision FROM learners WHERE id = $1', [learner]);
  const selections = (learner: string) =>
    host.dataSource.query<unknown[]>('SELECT FROM selections WHERE learner_id = $1', [learner]);

  it('is as long as the computation took, and of the pair that was active', async () => {
    const learner = await newLearner(host.dataSource);
    const { runId, paramsId } = await next(learner);
    const run = await host.runs.getRun(runId);
    expect(run).toMatchObject({
      ...{ status: 'SUCCESS', userId: learner, trigger: 'api', purpose: 'live', versionNamed: true, paramsId },
      ...{ inputSummaryJson: { first: 'i1' }, outputSummaryJson: { first: 'i1' } },
      runtime: expect.stringContaining(`node ${process.versions.node}`) as string,
    });
    expect(run.completedAt!.getTime()).toBeGreaterThanOrEqual(run.startedAt.getTime());
  });

  it('is one for callers who ask the same at the same time', async () => {
    const learner = await newLearner(host.dataSource);
    const all = await Promise.all(Array.from({ length: 16 }, () => next(learner)));
    expect(await runsOf(learner)).toMatchObject([{ id: all[0]!.runId, status: 'SUCCESS' }]);
  });

  it('is not recorded where it fails while the learner is erased', async () => {
    const learner = await newLearner(host.dataSource);
    await next(learner);
    const erasing = host.dataSource.createQueryRunner();
    await erasing.startTransaction();
    await erasing.query('SELECT erase_learner($1)', [learner]);
    let hasEnded = false;
    const failed = next(learner, 'boom')
      .catch((failure: unknown) => failure)
      .finally(() => (hasEnded = true));
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until(async () => hasEnded || (await host.dataSource.query<unknown[]>(waits)).length > 0);
    await erasing.commitTransaction();
    await erasing.release();
    expect(await failed).toMatchObject({ code: 'LEARNER_ERASED' });
    expect(await runsOf(learner)).toEqual([]);
  });

  it.each([
    ['boom', 'RangeError'],
    ['another', 'It chose no candidate'],
  ])('is FAILED where the version fails at %s, and there is no selection', async (item, reason) => {
    const learner = await newLearner(host.dataSource);
    const error = await next(learner, item).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'ALGORITHM_FAILED' });
    expect(String((error as Error).cause)).toContain(reason);
    expect(await runsOf(learner)).toMatchObject([{ status: 'FAILED', errorCode: 'ALGORITHM_FAILED', output: null }]);
    expect(await selections(learner)).toEqual([]);
  });

  it('is of one of whom nothing was known, whether it ends well or not; they are known from then on', async () => {
    for (const [item, status] of [
      ['i1', 'SUCCESS'],
      ['boom', 'FAILED'],
    ] as const) {
      const stranger = randomUUID();
      await next(stranger, item).catch(() => undefined);
      expect(await runsOf(stranger)).toMatchObject([{ status }]);
      expect(await learners(stranger)).toEqual([{ revision: '0' }]);
    }
  });

  it('is refused of one whom the host does not know, and nothing is written', async () => {
    // A host that makes its users by itself.
    await host.dataSource.query('ALTER TABLE learners DISABLE TRIGGER USER');
    for (const item of ['i1', 'boom']) {
      const stranger = randomUUID();
      await expect(next(stranger, item)).rejects.toMatchObject({ code: 'INVALID_RUN_REFERENCE', columns: ['user_id'] });
      expect(await learners(stranger)).toEqual([]);
      expect(await runsOf(stranger)).toEqual([]);
    }
  });
});
