import { type Measurements, measuredLearners } from '../support/models/measured-learners.js';

const LEARNERS = 300;
const BANK = 500;
const kinds: [string, Parameters<typeof measuredLearners>[1]][] = [
  ['defaults', {}],
  ['maximum information alone', { among_best: 1, max_exposure: 1 }],
  ['among the best 5, exposure not counted', { max_exposure: 1 }],
];
const columns: (keyof Measurements)[] = [
  ...(['questions', 'error', 'covered', 'largestExposure', 'commonestFirst', 'overlap'] as const),
];

/** Each line is the mean over as many banks, with the largest of them. */
export function* measurementTable(banks: number): Generator<string> {
  yield `| ${LEARNERS} learners, bank of ${BANK} | questions to SE .3 | error | 95 % interval holds it | largest exposure | commonest first question | overlap |`;
  yield '| --- | --- | --- | --- | --- | --- | --- |';
  for (const [name, changes] of kinds) {
    const found = Array.from({ length: banks }, (_, index) =>
      measuredLearners({ learners: LEARNERS, bank: BANK, seed: index + 1 }, changes),
    );
    const cells = columns.map((column) => {
      const values = found.map((one) => one[column]);
      const mean = values.reduce((sum, value) => sum + value, 0) / banks;
      return `${mean.toFixed(3)} (${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)})`;
    });
    yield `| ${[name, ...cells].join(' | ')} |`;
  }
}
