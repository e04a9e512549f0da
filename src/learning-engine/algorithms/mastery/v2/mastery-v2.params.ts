import { AboveUpTo, Between, FromBelow, Inside } from '../../../schema/number-rules.js';

/**
 * Parameters of the logistic model. Of w1 to w7 none is below 0, so that no answer counts against what it says; the bounds of the
 * decays, of prior_variance and of confidence_z see to it that no wrong answer raises a lower bound either.
 */
export class MasteryV2Params {
  @Between(-10, 10, { title: 'Constant', description: 'Logit of a right answer, all else being 0.', unit: 'logits' })
  w0: number = 0.203;
  @Between(0, 10, { title: 'Weight of the item', description: 'Of the difficulty of the item.', unit: 'weight' })
  w1: number = 0.594;
  @Between(0, 10, { title: 'Weight of the skill', description: 'Of the difficulty of the skill.', unit: 'weight' })
  w2: number = 0.206;
  @Between(0, 10, { title: 'Weight of ability', description: 'Of the ability of the learner.', unit: 'weight' })
  w3: number = 0.535;
  @Between(0, 10, { title: 'Weight of the skill lately', description: 'Of recency in the skill.', unit: 'logits' })
  w4: number = 0.971;
  @Between(0, 10, { title: 'Weight of all lately', description: 'Of recency in all answers.', unit: 'logits' })
  w5: number = 0.062;
  @Between(0, 10, { title: 'Weight of the same item', description: 'Of having had the item right.', unit: 'logits' })
  w6: number = 0.602;

  @Between(0, 10, {
    title: 'Weight of forgetting',
    description: 'Of the logarithm of 1 + hours since the last right answer to the skill; 0 without times.',
    unit: 'logits',
  })
  w7: number = 0.035;

  @FromBelow(0.5, 1, {
    title: 'Decay in the skill',
    description: 'What an answer leaves of the recency of its skill.',
    unit: 'share',
  })
  skill_decay: number = 0.75;

  @FromBelow(0.5, 1, {
    title: 'Decay in all',
    description: 'What an answer leaves of the recency of all answers.',
    unit: 'share',
  })
  learner_decay: number = 0.9;

  @AboveUpTo(0, 1, {
    title: 'First variance of ability',
    description: 'Before the first answer, and the most that it can be.',
    unit: 'square logits',
  })
  prior_variance: number = 1;

  @Between(0, 1, {
    title: 'Change of ability',
    description: 'What is added to the variance of the ability at each answer, because learners learn.',
    unit: 'square logits',
  })
  drift: number = 0.01;

  @Inside(0.5, 1, {
    title: 'Mastery threshold',
    description: 'A skill is mastered when the lower bound of its probability is at least this.',
    unit: 'probability',
  })
  mastery_threshold: number = 0.8;

  @Between(0, 1.7, {
    title: 'Width of the interval',
    description: 'Standard deviations on both sides; the default is an interval of 90 %, so a lower bound of 95 %.',
    unit: 'standard deviations',
  })
  confidence_z: number = 1.645;

  @FromBelow(0, 1, {
    title: 'Rapid guesses',
    description: 'An answer that took less than this share of the usual time of its item counts as missing.',
    unit: 'share',
  })
  rapid_share: number = 0.1;
}
