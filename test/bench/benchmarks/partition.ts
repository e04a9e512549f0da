import { type RunFilter, RunQueries } from 'learning-engine';
import { type Bench, type Benchmark, type Comparison } from '../benchmark.js';
import { onDatabase } from '../databases.js';
import { engineOn, runRecorder } from '../engine.js';
import { rateOf } from '../measure.js';
import { BY_MONTH, copyByMonth, retirements, timeOfRetiring } from '../runs-by-month.js';
import { seededDatabase, sampleIds } from '../seeded-runs.js';

const CALLERS = 64;
const DAYS = 86_400_000;

export const partition: Benchmark = {
  name: 'partition',
  description: 'the table of runs in partitions by month of their UUIDv7, with all its rules; the code is the same',
  peer: 'one table',
  async prepare(bench) {
    const url = await seededDatabase(bench, bench.options.rows);
    bench.say('copying');
    await copyByMonth(url);
    const { userId } = await onDatabase(url, sampleIds);
    const { drop, remove } = await retirements(url);
    const [months, one] = [await workOn(bench, url, userId, BY_MONTH), await workOn(bench, url, userId)];
    return [
      ...months.map((work, index) => ({ ...work, peer: one[index]!.ours })),
      {
        what: 'retiring the oldest month, DROP against DELETE',
        unit: 'ms',
        ours: () => timeOfRetiring(url, BY_MONTH, drop),
        peer: () => timeOfRetiring(url, 'public', remove),
      },
    ];
  },
};

/** What the engine does on one of the tables. */
async function workOn(bench: Bench, url: string, userId: string, schema?: string): Promise<Comparison[]> {
  const engine = await engineOn(bench, url, schema);
  const { record } = await runRecorder(engine);
  const log = engine.app.get(RunQueries);
  const { seconds } = bench.options;
  const time = (what: string, work: () => Promise<unknown>): Comparison => ({
    what,
    unit: 'ms',
    ours: async () => 1000 / (await rateOf(seconds / 2, 1, work)),
  });
  const page = (what: string, filter: RunFilter) => time(`page 1, ${what}`, () => log.listRuns(filter));
  const { id } = (await log.listRuns({ userId })).records[0]!.run;
  const to = new Date();
  const window = { from: new Date(to.getTime() - DAYS), to };
  return [
    {
      what: `${CALLERS} callers, runs from start to end`,
      unit: 'runs/s',
      ours: () => rateOf(seconds, CALLERS, record),
    },
    time('one run by its id', () => log.getRun(id)),
    page('no filter', {}),
    page('a key', { algoKey: 'mastery' }),
    page('a user', { userId }),
    time('statistics of a day', () => log.getStatistics('mastery', window)),
  ];
}
