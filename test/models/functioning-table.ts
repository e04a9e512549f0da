import { functioningFound } from '../support/models/functioning-questions.js';
import { shareOf } from './share-of.js';

const SIZE = { learners: 1000, questions: 30, sd: 1 };

/** Which class a question gets that is harder for one group, and which the others get: of as many simulated classes, from seed 1. */
export function* functioningTable(classes: number): Generator<string> {
  yield '| harder for the focal group by | its class: A | B | C | the interval holds it | other questions: not A | C |';
  yield '| --- | --- | --- | --- | --- | --- | --- |';
  for (const harder of [0, 0.3, 0.53, 1]) {
    const { harder: of, others, covered } = functioningFound(classes, { ...SIZE, harder });
    const all = others.A + others.B + others.C;
    const cells = [
      ...(['A', 'B', 'C'] as const).map((name) => shareOf(of[name], classes)),
      ...[shareOf(covered, classes), shareOf(others.B + others.C, all), shareOf(others.C, all)],
    ];
    yield `| ${[`${harder} logits`, ...cells].join(' | ')} |`;
  }
}
