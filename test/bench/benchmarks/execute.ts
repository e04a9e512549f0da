import { atLeast, type Benchmark } from '../benchmark.js';
import { engineOn, runRecorder } from '../engine.js';
import { executor } from '../executor.js';
import { rateOf } from '../measure.js';

const CALLERS = 64;

export const execute: Benchmark = {
  name: 'execute',
  description: 'ExecutionService.execute of mastery v1 with one event; 64 callers in one process',
  peer: 'nothing but the record of the run, as in run-log-64',
  async prepare(bench) {
    const engine = await engineOn(bench, await bench.database());
    const { record } = await runRecorder(engine);
    const run = await executor(engine);
    const { seconds } = bench.options;
    return [
      {
        what: `${CALLERS} callers`,
        unit: 'runs/s',
        goal: atLeast(0.8),
        ours: () => rateOf(seconds, CALLERS, run),
        peer: () => rateOf(seconds, CALLERS, record),
      },
    ];
  },
};
