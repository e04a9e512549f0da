import { atLeast, type Benchmark } from '../benchmark.js';
import { engineOn, runRecorder } from '../engine.js';
import { rateOf } from '../measure.js';
import { RawRunLog } from '../peers/raw-run-log.js';

export const runLog1: Benchmark = {
  name: 'run-log-1',
  description: 'a run recorded from start to end, each durable before its promise resolves; 1 caller',
  peer: 'the two statements by the pg driver, prepared, on one connection',
  async prepare(bench) {
    const url = await bench.database();
    const { algoVersionId, paramsId, record } = await runRecorder(await engineOn(bench, url));
    const raw = await RawRunLog.open(url, algoVersionId, paramsId);
    bench.defer(() => raw.close());
    const { seconds } = bench.options;
    return [
      {
        what: '1 caller',
        unit: 'runs/s',
        goal: atLeast(0.8),
        ours: () => rateOf(seconds, 1, record),
        peer: () => rateOf(seconds, 1, () => raw.record()),
      },
    ];
  },
};
