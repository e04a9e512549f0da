import { answeringHost, recorder } from '../answering.js';
import { atLeast, type Benchmark } from '../benchmark.js';
import { engineOn } from '../engine.js';
import { executor } from '../executor.js';
import { rateOf } from '../measure.js';
import { rawAnswers } from '../peers/raw-answers.js';

const CALLERS = 64;
const LEARNERS = 1000;
/** With which the plain inserts are fastest here. */
const CONNECTIONS = 16;

export const answers64: Benchmark = {
  name: 'answers-64',
  description: 'the same with 64 callers in one process, each with one answer of another learner',
  peer: `plain inserts on ${CONNECTIONS} connections; and execute of mastery v1 with one event`,
  async prepare(bench) {
    const url = await bench.database();
    const { host, ids } = await answeringHost(bench, url, LEARNERS);
    const [record, insert] = [recorder(host, ids), await rawAnswers(bench, url, CONNECTIONS)];
    const execute = await executor(await engineOn(bench, await bench.database()));
    const { seconds } = bench.options;
    const ours = () => rateOf(seconds, CALLERS, record);
    return [
      {
        what: `${CALLERS} callers, against plain inserts`,
        unit: 'answers/s',
        goal: atLeast(1),
        ours,
        peer: () => rateOf(seconds, CALLERS, insert),
      },
      {
        what: `${CALLERS} callers, against execute`,
        unit: 'answers/s',
        goal: atLeast(0.4),
        ours,
        peer: () => rateOf(seconds, CALLERS, execute),
      },
    ];
  },
};
