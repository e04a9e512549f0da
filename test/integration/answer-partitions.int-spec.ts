import { useTestDatabase } from '../support/database/test-database.js';
import { type LearnerHost, openLearners } from '../support/engine/open-learners.js';
import { diagnose, type Drift, itFindsExactly } from '../support/engine/seeded-drifts.js';

describe('answers in partitions, and the doctor', () => {
  const database = useTestDatabase('in partitions');
  const host = {} as LearnerHost;
  beforeAll(async () => {
    Object.assign(host, await openLearners(database.url, {}, []));
  });
  afterAll(() => host.app?.close());

  it('finds nothing', async () => expect(await diagnose(host)).toEqual([]));

  const partition = 'learner_answers_3_0001';
  const drifts: Drift[] = [
    [
      'a trigger of one partition that is off',
      `ALTER TABLE ${partition} DISABLE TRIGGER learner_answers_keep`,
      `ALTER TABLE ${partition} ENABLE TRIGGER learner_answers_keep`,
      `SCHEMA_CHANGED partition ${partition}`,
    ],
    [
      'a partition with row security',
      `ALTER TABLE ${partition} ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${partition} DISABLE ROW LEVEL SECURITY`,
      `SCHEMA_CHANGED partition ${partition}`,
    ],
  ];
  itFindsExactly(host, drifts);
});
