import { LeftOut } from '../../../kit/judged-events.js';
import { Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import { IsBoolean, Id, ListOf, ObjectOf, OneOf } from '../../../schema/value-rules.js';
import { MistakesV2Mistake } from './mistakes-v2.contract.js';
import { MistakesV2Counts } from './mistakes-v2.counts.js';
import { MistakesV2KnownPattern, MistakesV2Pairs } from './mistakes-v2.pair-output.js';

/** A wrong option of a question. Shares, bounds and probabilities are from 0 to 1; null is what cannot be said. */
export class MistakesV2Distractor extends MistakesV2Mistake {
  @IntegerAtLeast(0, { title: 'Chosen', description: 'Learners who chose it.', unit: 'learners' }) count: number;
  @IntegerAtLeast(0, { title: 'Answered', description: 'Learners who answered the question.', unit: 'learners' })
  answered: number;
  @IntegerAtLeast(0, { title: 'Wrong', description: 'Learners who chose any wrong option of it.', unit: 'learners' })
  wrong: number;

  @Between(0, 1, { orNull: true, title: 'Share', description: 'Share of the answers that chose it.', unit: 'share' })
  share: number | null;
  @Between(0, 1, {
    orNull: true,
    title: 'Share of wrong',
    description: 'Share of the wrong answers that chose it.',
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
    title: 'P value',
    description: 'Probability of at least count if all wrong options were equally attractive.',
    unit: 'probability',
  })
  p_value: number;
  @Between(0, 1, {
    orNull: true,
    title: 'Q value',
    description: 'Rate of false discoveries among common mistakes if this one is taken; null where it is not tested.',
    unit: 'share',
  })
  q_value: number | null;

  @Between(0, 1, {
    orNull: true,
    title: 'Strength',
    description:
      'How often one who chose it is abler than one who did not, in the other questions; 0.5 if both are alike.',
    unit: 'share',
  })
  strength: number | null;

  @IsBoolean({ title: 'Working', description: 'Whether at least 5 % of those who answered choose it.' })
  working: boolean;
  @IsBoolean({
    title: 'Common mistake',
    description: 'Whether it attracts more wrong answers than chance explains. False where the key is in doubt.',
  })
  common_mistake: boolean;
}

/** An option that may be the right one. */
export class MistakesV2Suspect extends MistakesV2Mistake {
  @IntegerAtLeast(0, { title: 'Chosen', description: 'Learners who chose it.', unit: 'learners' }) count: number;
  @IntegerAtLeast(0, { title: 'Answered', description: 'Learners who answered the question.', unit: 'learners' })
  answered: number;
  @IntegerAtLeast(0, { title: 'Chose the key', description: 'Learners who chose its key.', unit: 'learners' })
  key_count: number;

  @Between(0, 1, {
    orNull: true,
    title: 'Strength',
    description: 'How often one who chose it is abler than one who did not; null where all chose it.',
    unit: 'share',
  })
  strength: number | null;
  @Between(0, 1, { orNull: true, title: 'Lower bound', description: 'Lower end of its interval.', unit: 'share' })
  strength_low: number | null;
  @Between(0, 1, { orNull: true, title: 'Upper bound', description: 'Upper end of its interval.', unit: 'share' })
  strength_high: number | null;
  @Between(0, 1, {
    orNull: true,
    title: 'Strength of the key',
    description: 'The same of the key; null where no learner chose it.',
    unit: 'share',
  })
  key_strength: number | null;

  @Between(0, 1, {
    title: 'P value',
    description:
      'Probability that those who chose it are so much abler by chance; where no learner chose the key, also of so many who chose it.',
    unit: 'probability',
  })
  p_value: number;
  @Between(0, 1, {
    title: 'Q value',
    description: 'Rate of false discoveries among suspect keys if this one is taken.',
    unit: 'share',
  })
  q_value: number;
}

/** Whether a question is harder for one of two groups at the same ability. */
export class MistakesV2Functioning {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;
  @IntegerAtLeast(0, { title: 'Reference', description: 'Learners of that group who answered.', unit: 'learners' })
  reference: number;
  @IntegerAtLeast(0, { title: 'Focal', description: 'Learners of that group who answered.', unit: 'learners' })
  focal: number;

  @Finite({
    orNull: true,
    title: 'Delta',
    description: 'Difference at the same ability; below 0 the question is harder for the focal group.',
    unit: 'delta',
  })
  delta: number | null;
  @Finite({ orNull: true, title: 'Lower bound', description: 'Lower end of its interval.', unit: 'delta' })
  delta_low: number | null;
  @Finite({ orNull: true, title: 'Upper bound', description: 'Upper end of its interval.', unit: 'delta' })
  delta_high: number | null;
  @Between(0, 1, { orNull: true, title: 'P value', description: 'Of no difference, two-sided.', unit: 'probability' })
  p_value: number | null;
  @OneOf(['A', 'B', 'C'], {
    orNull: true,
    title: 'Class',
    description: 'A negligible, B moderate, C large; null where nothing can be said.',
  })
  class: 'A' | 'B' | 'C' | null;
}

export class MistakesV2Output {
  @ListOf(MistakesV2Distractor, {
    title: 'Distractors',
    description: 'Wrong options by question id and option; options that no learner chose are among them.',
  })
  distractors: MistakesV2Distractor[];

  @ObjectOf(MistakesV2Pairs, { title: 'Pairs', description: 'Pairs of mistakes that go together.' })
  pairs: MistakesV2Pairs;

  @ListOf(MistakesV2Suspect, {
    title: 'Suspects',
    description: 'Options that may be right in place of the key, by question id and option.',
  })
  suspects: MistakesV2Suspect[];

  @ListOf(MistakesV2KnownPattern, {
    optional: true,
    title: 'Known patterns',
    description: 'Of each known pattern, how many of these learners show it. Only where known is given.',
  })
  known?: MistakesV2KnownPattern[];

  @ListOf(MistakesV2Functioning, {
    title: 'Functioning',
    description: 'Of each question that learners of the groups answered, whether it treats them alike.',
  })
  functioning: MistakesV2Functioning[];

  @ObjectOf(MistakesV2Counts, {
    optional: true,
    title: 'Counts',
    description: 'For a further part. Only where with_counts is true.',
  })
  counts?: MistakesV2Counts;

  @ListOf(LeftOut, {
    optional: true,
    title: 'Left out',
    description: 'The attempts that break a rule, in their order; only with on_invalid skip.',
  })
  left_out?: LeftOut[];
}
