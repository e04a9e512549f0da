import { answeringHost, fillLogs, recorder } from '../answering.js';
import { learnerNumber } from '../../support/engine/answers.js';
import { atMost, type Benchmark } from '../benchmark.js';

/** In a round; each of them has a first touch once. */
const LEARNERS = 20;
const ANSWERS = 200;

export const firstTouch: Benchmark = {
  name: 'first-touch',
  description: `the first question about a learner after an activation: ${ANSWERS} stored answers are folded by two versions`,
  peer: 'an answer of a learner who is up to date',
  async prepare(bench) {
    const url = await bench.database();
    const known = 200;
    const touched = (bench.options.rounds + 1) * LEARNERS;
    const { host, ids } = await answeringHost(bench, url, known + touched);
    await fillLogs(host, ids.slice(known), ANSWERS);
    const record = recorder(host, ids.slice(0, known));
    for (let n = 0; n < known; n += 1) await record();
    let next = known;
    const each = async (work: () => Promise<unknown>) => {
      const begun = performance.now();
      for (let n = 0; n < LEARNERS; n += 1) await work();
      return (performance.now() - begun) / LEARNERS;
    };
    const touch = async () => {
      const learner = learnerNumber(next);
      next += 1;
      await host.states.getState(learner, { algoKey: 'mastery' });
    };
    return [
      {
        what: `a learner with ${ANSWERS} answers`,
        unit: 'ms',
        goal: atMost(15),
        ours: () => each(touch),
        peer: () => each(record),
      },
    ];
  },
};
