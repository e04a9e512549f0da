import { InvalidJobArgsError, JobAlreadyEndedError } from 'learning-engine/jobs';
import { randomUUID } from 'node:crypto';
import { CalibratingHost, secondsOn } from '../support/engine/calibrating-host.js';
import { openEvidence } from '../support/engine/open-evidence.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { itemId } from '../support/models/calibrated-bank.js';

describe('the calibration of items, where nothing can be said', () => {
  const database = useTestDatabase();
  let test: CalibratingHost;
  beforeAll(async () => {
    test = await CalibratingHost.open(database.url);
  });
  afterAll(() => test?.host.app.close());

  it('makes no calibration where nothing can be said, and says why', async () => {
    const coin = (n: number, item_id: string) => ({ item_id, correct: n % 2 === 0, at: secondsOn(n) });
    await test.add(
      'single',
      Array.from({ length: 60 }, (_, n) => [coin(n, 'alone')]),
    );
    await test.add(
      'small',
      Array.from({ length: 10 }, (_, n) => [coin(n, 's1'), coin(n + 1, 's2'), coin(n >> 1, 's3')]),
    );
    await test.addBank('unlinked', { seed: 3, learners: 100, items: 8 });
    const { id } = await test.host.calibrations.create({ items: [{ item_id: 'elsewhere', difficulty: 0, se: 0.1 }] });
    const count = async () => (await test.host.calibrations.list({ limit: 200 })).entries.length;
    const before = await count();

    for (const [args, outcome] of [
      [{ bank_id: 'no such bank' }, 'NO_ANSWERS'],
      [{ item_ids: ['no', 'such'] }, 'NO_ANSWERS'],
      [{ bank_id: 'unlinked', before: '2020-01-01T00:00:00Z' }, 'NO_ANSWERS'],
      [{ bank_id: 'single' }, 'TOO_FEW_ITEMS'],
      [{ bank_id: 'unlinked', item_ids: [itemId(1), 'other'] }, 'TOO_FEW_ITEMS'],
      [{ bank_id: 'small' }, 'TOO_FEW_ANSWERS'],
      [{ bank_id: 'unlinked', linked_to: id }, 'NOT_LINKED'],
    ] as const) {
      expect([args, await test.run(args)]).toMatchObject([args, { status: 'SUCCESS', result: { outcome, calibration_id: null, reason: expect.any(String) as string } }]); // prettier-ignore
    }
    expect(await count()).toBe(before);
  });

  it('rejects what it is not asked for, and fails where what is named is not there', async () => {
    for (const [args, pointer] of [
      [{ bank: 'b' }, '/bank'],
      [{ item_ids: ['one'] }, '/item_ids'],
      [{ last_days: 0 }, '/last_days'],
      [{ before: 'tomorrow' }, '/before'],
      [{ algo_key: 'mastery' }, '/algo_key'],
    ] as const) {
      const rejected = await test.host.jobs.enqueue('difficulty.calibrate', args).catch((error: unknown) => error);
      expect(rejected).toBeInstanceOf(InvalidJobArgsError);
      expect((rejected as InvalidJobArgsError).message).toContain(pointer.slice(1));
    }
    const both = { from: '2026-01-01T00:00:00Z', last_days: 3 };
    await expect(test.host.jobs.enqueue('difficulty.calibrate', both)).rejects.toBeInstanceOf(InvalidJobArgsError);
    const unknown = randomUUID();
    for (const args of [{ params_id: unknown }, { linked_to: unknown }, { linked_to: 'former' }]) {
      const { status, errorMessage } = await test.run(args);
      expect([status, errorMessage]).toEqual(['FAILED', expect.stringContaining(Object.values(args).join())]);
    }
  });

  it('leaves nothing of learners behind when it is cancelled in the middle', async () => {
    const idle = await openEvidence(database.url, { concurrency: 0 });
    const { id } = await idle.jobs.enqueue('difficulty.calibrate', {});
    for (;;) {
      if ((await test.host.jobs.getJob(id)).progressDone > 0) break;
      if ((await test.host.jobs.getJob(id)).endedAt) break;
    }
    await test.host.jobs.cancelJob(id).catch((error: unknown) => expect(error).toBeInstanceOf(JobAlreadyEndedError));
    await idle.app.close();
    await test.run({ bank_id: 'single' });
    expect(await test.host.dataSource.query('SELECT FROM fit_learners')).toEqual([]);
  });
});
