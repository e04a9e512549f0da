import { ratedItems } from '../support/models/rated-items.js';

const ITEMS = 40;

/** Each line is of as many classes with their seeds, from 1. */
export function* ratedTable(classes: number): Generator<string> {
  yield `| learners × ${ITEMS} items | \`beta_item\` | 95 % interval holds it | error |`;
  yield '| --- | --- | --- | --- |';
  for (const learners of [50, 100, 200]) {
    for (const beta_item of [0.05, 0.2]) {
      const rated = Array.from({ length: classes }, (_, index) =>
        ratedItems({ learners, items: ITEMS, seed: index + 1 }, { beta_item }),
      );
      const mean = (value: (one: (typeof rated)[0]) => number) =>
        rated.reduce((sum, one) => sum + value(one), 0) / classes;
      const [covered, error] = [mean((one) => one.covered), mean((one) => one.error ** 2) ** 0.5];
      const margin = 1.96 * Math.sqrt(mean((one) => (one.covered - covered) ** 2) / (classes - 1));
      yield `| ${learners} | ${beta_item} | ${percent(covered)} ± ${percent(margin)} | ${error.toFixed(3)} |`;
    }
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
