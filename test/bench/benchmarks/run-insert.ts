import { atLeast, type Bench, type Benchmark } from '../benchmark.js';
import { engineOn, runRecorder } from '../engine.js';
import { rateOf } from '../measure.js';
import { seededDatabase } from '../seeded-runs.js';

const FEW = 10_000;
const CALLERS = 64;

export const runInsert: Benchmark = {
  name: 'run-insert',
  description: 'runs recorded from start to end, as in run-log-64, where there are many already',
  peer: 'the same where there are 10,000',
  async prepare(bench) {
    const [many, few] = [await recorderAt(bench, bench.options.rows), await recorderAt(bench, FEW)];
    const { seconds } = bench.options;
    return [
      {
        what: `${CALLERS} callers, ${bench.options.rows} runs`,
        unit: 'runs/s',
        goal: atLeast(0.9),
        ours: () => rateOf(seconds, CALLERS, many),
        peer: () => rateOf(seconds, CALLERS, few),
      },
    ];
  },
};

const recorderAt = async (bench: Bench, rows: number): Promise<() => Promise<void>> =>
  (await runRecorder(await engineOn(bench, await seededDatabase(bench, rows)))).record;
