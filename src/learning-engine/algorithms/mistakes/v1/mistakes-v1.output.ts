import { LeftOut } from '../../../kit/judged-events.js';
import { AtLeast, Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { IsBoolean, Id, ListOf, ObjectOf } from '../../../schema/value-rules.js';

/** A wrong option of a question. Shares, bounds and probabilities are from 0 to 1; null is what cannot be said. */
export class MistakesV1Distractor {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;
  @IntegerAtLeast(1, { title: 'Option', description: 'A wrong option.', unit: 'option number' }) option: number;

  @IntegerAtLeast(0, { title: 'Chosen', description: 'Learners who chose it.', unit: 'learners' }) count: number;

  @IntegerAtLeast(0, { title: 'Answered', description: 'Learners who answered the question.', unit: 'learners' })
  answered: number;

  @IntegerAtLeast(0, { title: 'Wrong', description: 'Learners who chose any wrong option of it.', unit: 'learners' })
  wrong: number;

  @Between(0, 1, {
    orNull: true,
    title: 'Share',
    description: 'Share of the answers that chose it; null without answers.',
    unit: 'share',
  })
  share: number | null;
  @Between(0, 1, {
    orNull: true,
    title: 'Share of wrong',
    description: 'Share of the wrong answers that chose it; null without any.',
    unit: 'share',
  })
  share_of_wrong: number | null;

  @Between(0, 1, {
    orNull: true,
    title: 'Lower bound',
    description: "Lower end of Wilson's interval of share_of_wrong.",
    unit: 'share',
  })
  wilson_low: number | null;
  @Between(0, 1, {
    orNull: true,
    title: 'Upper bound',
    description: "Upper end of Wilson's interval of share_of_wrong.",
    unit: 'share',
  })
  wilson_high: number | null;

  @Between(0, 1, {
    title: 'By chance',
    description: 'Probability of at least count if all wrong options were equally attractive.',
    unit: 'probability',
  })
  uniform_tail: number;

  @Between(-1, 1, {
    orNull: true,
    title: 'Correlation with the rest',
    description:
      "Pearson's correlation of choosing it with the right answers to other questions; null without variance.",
    unit: 'correlation',
  })
  rest_correlation: number | null;

  @IsBoolean({ title: 'Working', description: 'Whether at least 5 % of those who answered choose it.' })
  working: boolean;

  @IsBoolean({
    title: 'Common mistake',
    description: 'Whether it attracts more wrong answers than chance explains. False where it casts doubt on the key.',
  })
  common_mistake: boolean;

  @IsBoolean({
    title: 'Suspect key',
    description:
      'Whether the key may be wrong and this option right: good learners, or most learners, choose it and not the key.',
  })
  suspect_key: boolean;
}

export class MistakesV1Mistake {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;
  @IntegerAtLeast(1, { title: 'Option', description: 'The wrong option.', unit: 'option number' }) option: number;
}

/** Two mistakes on different questions that go together, among the learners who answered both questions. */
export class MistakesV1Pair {
  @ObjectOf(MistakesV1Mistake, { title: 'First mistake', description: 'One of the two mistakes.' })
  a: MistakesV1Mistake;
  @ObjectOf(MistakesV1Mistake, { title: 'Second mistake', description: 'The other mistake, on another question.' })
  b: MistakesV1Mistake;

  @IntegerAtLeast(0, { title: 'Both', description: 'Learners who made both.', unit: 'learners' }) n11: number;
  @IntegerAtLeast(0, { title: 'First only', description: 'Learners who made only the first.', unit: 'learners' })
  n10: number;
  @IntegerAtLeast(0, { title: 'Second only', description: 'Learners who made only the second.', unit: 'learners' })
  n01: number;
  @IntegerAtLeast(0, { title: 'Neither', description: 'Learners who made neither.', unit: 'learners' }) n00: number;

  @Between(0, 1, { title: 'Support', description: 'Share of learners who made both.', unit: 'share' }) support: number;

  @Between(0, 1, { title: 'Confidence', description: 'Of those who made a, the share who made b.', unit: 'share' })
  confidence: number;

  @AtLeast(0, { title: 'Lift', description: 'How many times as many made both as by chance.', unit: 'ratio' })
  lift: number;

  @Between(0, 1, {
    title: 'Cosine',
    description: 'Learners who made both, divided by the geometric mean of those who made each.',
    unit: 'ratio',
  })
  cosine: number;

  @Between(-1, 1, {
    title: 'Added value',
    description: 'Confidence minus the share of b.',
    unit: 'difference of shares',
  })
  added_value: number;

  @Between(-1, 1, {
    orNull: true,
    title: 'Phi',
    description: 'Correlation of the two mistakes; null without variance.',
    unit: 'correlation',
  })
  phi: number | null;

  @Between(0, 1, {
    title: 'P value',
    description: "Fisher's exact test, one-sided: probability of at least n11 by chance.",
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

export class MistakesV1Suspect {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @IntegerAtLeast(1, { title: 'Option', description: 'The option that may be right.', unit: 'option number' })
  option: number;

  @IntegerAtLeast(0, { title: 'Chosen', description: 'Learners who chose it.', unit: 'learners' }) count: number;

  @Between(-1, 1, {
    orNull: true,
    title: 'Correlation with the rest',
    description:
      "Pearson's correlation of choosing it with the right answers to other questions; null without variance.",
    unit: 'correlation',
  })
  rest_correlation: number | null;

  @IntegerAtLeast(0, { title: 'Answered', description: 'Learners who answered the question.', unit: 'learners' })
  answered: number;
  @IntegerAtLeast(0, { title: 'Chose the key', description: 'Learners who chose its key.', unit: 'learners' })
  key_count: number;

  @Between(0, 1, {
    title: 'Upper bound of the key',
    description: "Upper end of Wilson's interval of the key's share. By guessing it has 1 / option_count.",
    unit: 'share',
  })
  key_wilson_high: number;

  @Between(-1, 1, {
    orNull: true,
    title: 'Correlation of the key',
    description: 'The same correlation of the key; null without variance.',
    unit: 'correlation',
  })
  key_rest_correlation: number | null;
}

export class MistakesV1Output {
  @ListOf(MistakesV1Distractor, {
    title: 'Distractors',
    description: 'Wrong options by question id and option; options that no learner chose are among them.',
  })
  distractors: MistakesV1Distractor[];

  @ListOf(MistakesV1Pair, {
    title: 'Pairs',
    description: 'Pairs of mistakes that go together, by lift, the highest first.',
  })
  pairs: MistakesV1Pair[];

  @ListOf(MistakesV1Suspect, {
    title: 'Suspects',
    description: 'Questions whose key may be wrong, by question id and option.',
  })
  suspects: MistakesV1Suspect[];

  @ListOf(LeftOut, {
    optional: true,
    title: 'Left out',
    description: 'The attempts that break a rule, in their order; only with on_invalid skip.',
  })
  left_out?: LeftOut[];
}
