import { COMBINATIONS, lackingFound } from '../support/models/lacking-learners.js';
import { shareOf } from './share-of.js';

const LENGTHS = [20, 40, 80];
const PER_SEED = 20;

/** How often mastery v2 finds which of six skills a learner lacks: of as many groups of 20 learners, each with its seed, from 1. */
export function* lackingTable(groups: number): Generator<string> {
  yield `| learners who lack one of six skills | ${LENGTHS.map((answers) => `after ${answers} answers`).join(' | ')} |`;
  yield `| --- |${' --- |'.repeat(LENGTHS.length)}`;
  for (const combination of COMBINATIONS) {
    const cells = LENGTHS.map((answers) => {
      const found = Array.from({ length: groups }, (_, index) =>
        lackingFound({ seed: index + 1, learners: PER_SEED, answers, combination }),
      );
      return shareOf(found.reduce((sum, one) => sum + one, 0), groups * PER_SEED); // prettier-ignore
    });
    yield `| ${[combination, ...cells].join(' | ')} |`;
  }
}
