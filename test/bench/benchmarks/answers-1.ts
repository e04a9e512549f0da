import { answeringHost, recorder } from '../answering.js';
import { atLeast, type Benchmark } from '../benchmark.js';
import { rateOf } from '../measure.js';
import { rawAnswers } from '../peers/raw-answers.js';

const LEARNERS = 200;

export const answers1: Benchmark = {
  name: 'answers-1',
  description: 'answers recorded one at a time, each with two folds, their states and runs; 1 caller',
  peer: 'an insert of the answer by the pg driver, prepared, without states and runs',
  async prepare(bench) {
    const url = await bench.database();
    const { host, ids } = await answeringHost(bench, url, LEARNERS);
    const [record, insert] = [recorder(host, ids), await rawAnswers(bench, url, 1)];
    const { seconds } = bench.options;
    return [
      {
        what: '1 caller',
        unit: 'answers/s',
        goal: atLeast(0.4),
        ours: () => rateOf(seconds, 1, record),
        peer: () => rateOf(seconds, 1, insert),
      },
    ];
  },
};
