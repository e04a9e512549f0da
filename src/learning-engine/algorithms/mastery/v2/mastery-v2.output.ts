import { LeftOut } from '../../../kit/judged-events.js';
import { Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import { Id, IsBoolean, ListOf, ObjectOf, UtcTime } from '../../../schema/value-rules.js';
import { MasteryV2Item, MasteryV2Learner, MOST_ITEMS, MOST_SKILLS } from './mastery-v2.contract.js';

/** A skill after the answers. */
export class MasteryV2Skill {
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @Between(0, 1, {
    title: 'Right answer',
    description: 'Probability of a right answer, now, to an average item of the skill, without guessing.',
    unit: 'probability',
  })
  p_correct: number;

  @Between(0, 1, { title: 'Lower bound', description: 'Of p_correct.', unit: 'probability' }) p_low: number;
  @Between(0, 1, { title: 'Upper bound', description: 'Of p_correct.', unit: 'probability' }) p_high: number;

  @IsBoolean({
    title: 'Mastered',
    description: 'Whether p_low is at least mastery_threshold, and the skill was answered right at least once.',
  })
  mastered: boolean;

  @Between(-1, 1, {
    title: 'Recency',
    description: 'Of its answers lately: -1 all wrong, 1 all right.',
    unit: 'share',
  })
  recency: number;

  @Between(0, 1, { title: 'Evidence', description: 'How much of the recency is made of answers.', unit: 'share' })
  evidence: number;
  @IntegerAtLeast(0, { title: 'Answers', description: 'Answers counted so far.', unit: 'answers' }) attempts: number;
  @Between(-10, 10, { title: 'Difficulty', description: 'Of the skill.', unit: 'logits' }) difficulty: number;

  @Between(-10, 10, {
    optional: true,
    title: 'Difficulty of its items',
    description: 'Mean of its items; left out where none is known: then p_correct is of an item as hard as the skill.',
    unit: 'logits',
  })
  items_difficulty?: number;
  @UtcTime({ orNull: true, title: 'Last answer at', description: 'When it was last answered.' }) last_at: string | null;
  @UtcTime({ orNull: true, title: 'Last right at', description: 'When it was last answered right.' })
  last_right_at: string | null;
}

/** One answer, as it was expected and counted. */
export class MasteryV2Step {
  @Id({ title: 'Event id', description: 'Id of the answer.' }) event_id: string;

  @Between(0, 1, {
    title: 'Right answer',
    description: 'Its probability before the answer: one for the question, however many skills it has.',
    unit: 'probability',
  })
  p_correct: number;

  @IsBoolean({ title: 'Rapid', description: 'Whether the answer counts as missing, because it came too fast.' })
  rapid: boolean;

  @Finite({ title: 'Ability after', description: 'Ability after the answer.', unit: 'logits' }) theta: number;
  @Between(0, 1, { title: 'Variance after', description: 'Of the ability.', unit: 'square logits' }) variance: number;
}

export class MasteryV2Output {
  @ObjectOf(MasteryV2Learner, { title: 'Learner', description: 'What is known of the learner. It can be passed back.' })
  learner: MasteryV2Learner;

  @ListOf(MasteryV2Skill, {
    atMost: MOST_SKILLS,
    title: 'States',
    description: 'One row for each skill, by its id. It can be passed back as states.',
  })
  states: MasteryV2Skill[];

  @ListOf(MasteryV2Item, {
    atMost: MOST_ITEMS,
    title: 'Items',
    description: 'One row for each item, by its id. It can be passed back.',
  })
  items: MasteryV2Item[];

  @ListOf(MasteryV2Step, {
    optional: true,
    title: 'Trace',
    description: 'The steps, in the order in which the answers were counted.',
  })
  trace?: MasteryV2Step[];

  @ListOf(LeftOut, {
    optional: true,
    title: 'Left out',
    description: 'The answers that break a rule, in their order; only with on_invalid skip.',
  })
  left_out?: LeftOut[];
}
