import { AtLeast, Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { ListOf, OneOf } from '../../../schema/value-rules.js';
import { MistakesV2Pattern } from './mistakes-v2.contract.js';

/** Two mistakes on different questions that go together more than ability explains, of those who answered both questions. */
export class MistakesV2Pair extends MistakesV2Pattern {
  @IntegerAtLeast(0, { title: 'Learners', description: 'Learners who answered both questions.', unit: 'learners' })
  learners: number;
  @IntegerAtLeast(0, { title: 'Made a', description: 'Of them, those who made a.', unit: 'learners' }) made_a: number;
  @IntegerAtLeast(0, { title: 'Made b', description: 'Of them, those who made b.', unit: 'learners' }) made_b: number;
  @IntegerAtLeast(0, { title: 'Both', description: 'Of them, those who made both.', unit: 'learners' }) both: number;

  @AtLeast(0, { title: 'Expected', description: 'Learners who would make both by ability alone.', unit: 'learners' })
  expected: number;
  @AtLeast(0, { title: 'Lift', description: 'How many times as many made both as expected.', unit: 'ratio' })
  lift: number;

  @AtLeast(0, {
    orNull: true,
    title: 'Strength',
    description:
      'Odds ratio at the same ability, of Mantel and Haenszel: 1 for none; null where it is infinite, or nothing can be said.',
    unit: 'ratio',
  })
  odds_ratio: number | null;
  @AtLeast(0, { orNull: true, title: 'Lower bound', description: 'Lower end of its interval.', unit: 'ratio' })
  odds_ratio_low: number | null;
  @AtLeast(0, { orNull: true, title: 'Upper bound', description: 'Upper end of its interval.', unit: 'ratio' })
  odds_ratio_high: number | null;

  @Between(0, 1, {
    title: 'P value',
    description: 'Probability of at least so many by ability and chance: exact, one-sided.',
    unit: 'probability',
  })
  p_value: number;
  @Between(0, 1, {
    title: 'Q value',
    description: 'Rate of false discoveries if this pair and all with smaller p are taken: Benjamini & Hochberg.',
    unit: 'share',
  })
  q_value: number;
}

/** What was found, and whether it could have been. */
export class MistakesV2Pairs {
  @OneOf(['found', 'none', 'insufficient'], {
    title: 'Status',
    description:
      'found; none, though enough learners answered; or insufficient: so few that a misconception of one learner in ten would be missed more often than found.',
  })
  status: 'found' | 'none' | 'insufficient';

  @IntegerAtLeast(0, {
    title: 'Learners',
    description: 'Learners who answered two questions both; the median of the pairs of questions.',
    unit: 'learners',
  })
  learners: number;
  @IntegerAtLeast(0, {
    title: 'Learners needed',
    description:
      'With so many, a misconception of one learner in ten, who make both mistakes, is found half of the time.',
    unit: 'learners',
  })
  learners_needed: number;
  @IntegerAtLeast(0, { title: 'Tested', description: 'Pairs that could have been found.', unit: 'pairs' })
  tested: number;
  @AtLeast(1, {
    title: 'Shared odds ratio',
    description: 'What all pairs have in common, which is not counted as a pattern; 1 for nothing.',
    unit: 'ratio',
  })
  shared_odds_ratio: number;

  @ListOf(MistakesV2Pair, { title: 'Rows', description: 'Pairs that go together, by lift, the highest first.' })
  rows: MistakesV2Pair[];
}

/** How many of these learners show a known pattern. */
export class MistakesV2KnownPattern extends MistakesV2Pattern {
  @IntegerAtLeast(0, { title: 'Answered', description: 'Learners who answered both questions.', unit: 'learners' })
  answered: number;
  @IntegerAtLeast(0, { title: 'Both', description: 'Of them, those who made both mistakes.', unit: 'learners' })
  both: number;
  @Between(0, 1, { orNull: true, title: 'Share', description: 'Share who made both.', unit: 'share' })
  share: number | null;
  @Between(0, 1, { orNull: true, title: 'Lower bound', description: 'Lower end of its interval.', unit: 'share' })
  share_low: number | null;
  @Between(0, 1, { orNull: true, title: 'Upper bound', description: 'Upper end of its interval.', unit: 'share' })
  share_high: number | null;
}
