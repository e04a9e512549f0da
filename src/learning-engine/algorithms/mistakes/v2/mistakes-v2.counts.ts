import { IntegerAtLeast } from '../../../schema/number-rules.js';
import { Id, ListOf, ListOfValues, UtcTime } from '../../../schema/value-rules.js';

const COUNT = { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 };
const COUNTS = 'must be a list of integers between 0 and 2147483647';

/** Of one question: who chose what, by ability. */
export class MistakesV2QuestionCounts {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @ListOfValues(COUNT, COUNTS, {
    title: 'Choices',
    description: 'Learners who chose each option, for each stratum of ability in the other questions.',
    unit: 'learners',
  })
  choices: number[];

  @ListOfValues(COUNT, COUNTS, {
    title: 'Groups',
    description: 'Learners by stratum of ability in all questions, group (reference, focal), and wrong or right.',
    unit: 'learners',
  })
  groups: number[];
}

/** Of two questions: who chose what on both, by ability. */
export class MistakesV2PairCounts {
  @Id({ title: 'First question', description: 'The one whose id is smaller.' }) a: string;
  @Id({ title: 'Second question', description: 'The other one.' }) b: string;

  @ListOfValues(COUNT, COUNTS, {
    title: 'Choices',
    description: 'Learners by stratum of ability in the other questions, option of the first and option of the second.',
    unit: 'learners',
  })
  choices: number[];
}

/** All that an analysis takes from the answers of learners. Counts of different learners add up. */
export class MistakesV2Counts {
  @UtcTime({ title: 'Counted until', description: 'The latest now of the parts.' }) now: string;
  @IntegerAtLeast(0, { title: 'Learners', description: 'Learners who answered anything.', unit: 'learners' })
  learners: number;

  @ListOf(MistakesV2QuestionCounts, {
    atMost: 2000,
    title: 'Questions',
    description: 'One row for each question.',
  })
  questions: MistakesV2QuestionCounts[];

  @ListOf(MistakesV2PairCounts, {
    atMost: 100_000,
    title: 'Pairs',
    description: 'One row for each two questions that some learner answered both.',
  })
  pairs: MistakesV2PairCounts[];
}
