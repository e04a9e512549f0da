import { ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import { EventsOf, Id, IsBoolean, ListOf, ObjectOf, OneOf, Passthrough, UtcTime } from '../../../schema/value-rules.js';
import { MasteryV2Event } from './mastery-v2.event.js';

/** Skills and items of an input, and of an output: it can be passed back. */
export const MOST_SKILLS = 5000;
export const MOST_ITEMS = 10_000;

/** What is known of a learner over all skills. An output's row can be passed back as it is. */
export class MasteryV2Learner {
  @Finite({ title: 'Ability', description: 'On the scale of the difficulties. It begins at 0.', unit: 'logits' })
  theta: number;
  @Between(0, 1, { title: 'Variance', description: 'Of the ability.', unit: 'square logits' }) variance: number;

  @Between(-1, 1, {
    title: 'Recency',
    description: 'Of all answers lately: -1 all wrong, 1 all right. It begins at 0.',
    unit: 'share',
  })
  recency: number;

  @IntegerAtLeast(0, {
    title: 'Answers',
    description: 'Answers counted so far, rapid ones not. It stays at 2^53 - 1.',
    unit: 'answers',
  })
  answers: number;

  @UtcTime({ orNull: true, title: 'Last answer at', description: 'When the last answer was given; null without any.' })
  last_at: string | null;

  @IntegerAtLeast(0, {
    optional: true,
    orNull: true,
    title: 'Last sequence',
    description: 'Sequence of the last answer; null if it had none.',
    unit: 'position',
  })
  last_sequence?: number | null;

  @Id({
    optional: true,
    orNull: true,
    title: 'Last event id',
    description: 'Id of the last answer. Without it no further answer of that instant is taken.',
  })
  last_event_id?: string | null;
}

/** What is known of a learner's command of one skill. An output's row can be passed back as it is. */
export class MasteryV2State {
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @Between(-1, 1, {
    title: 'Recency',
    description: 'Of its answers lately: -1 all wrong, 1 all right. It begins at 0.',
    unit: 'share',
  })
  recency: number;

  @Between(0, 1, {
    title: 'Evidence',
    description: 'How much of the recency is made of answers. The recency is at most this far from 0.',
    unit: 'share',
  })
  evidence: number;

  @IntegerAtLeast(0, {
    title: 'Answers',
    description: 'Answers counted so far, rapid ones not. It stays at 2^53 - 1.',
    unit: 'answers',
  })
  attempts: number;

  @Between(-10, 10, {
    title: 'Difficulty',
    description: 'Of the skill, as the last answer gave it; 0 where none did.',
    unit: 'logits',
  })
  difficulty: number;

  @Between(-10, 10, {
    optional: true,
    title: 'Difficulty of its items',
    description: 'Mean of its items, as the last answer that told it gave it; left out where none did.',
    unit: 'logits',
  })
  items_difficulty?: number;

  @UtcTime({
    orNull: true,
    title: 'Last answer at',
    description: 'When it was last answered; null without any answer.',
  })
  last_at: string | null;
  @UtcTime({ orNull: true, title: 'Last right at', description: 'When it was last answered right; null if never.' })
  last_right_at: string | null;

  @Passthrough({ title: 'Right answer', description: 'Of an output; it is not read.' }) p_correct?: unknown;
  @Passthrough({ title: 'Lower bound', description: 'Of an output; it is not read.' }) p_low?: unknown;
  @Passthrough({ title: 'Upper bound', description: 'Of an output; it is not read.' }) p_high?: unknown;
  @Passthrough({ title: 'Mastered', description: 'Of an output; it is not read.' }) mastered?: unknown;
}

/** What is known of a learner's answers to one item. */
export class MasteryV2Item {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;
  @Between(0, 1, { title: 'Best', description: 'Outcome of the best answer to it.', unit: 'share' }) best: number;
}

/** Answers of one learner. */
export class MasteryV2Input {
  @ObjectOf(MasteryV2Learner, {
    optional: true,
    title: 'Learner',
    description: 'What is known of the learner; without it, nothing.',
  })
  learner?: MasteryV2Learner;

  @ListOf(MasteryV2State, {
    atMost: MOST_SKILLS,
    title: 'States',
    description: 'What is known of each skill. A skill without a state has no answers.',
  })
  states: MasteryV2State[];

  @ListOf(MasteryV2Item, {
    atMost: MOST_ITEMS,
    optional: true,
    title: 'Items',
    description: 'Items that were answered before. Those that are not asked again may be left out.',
  })
  items?: MasteryV2Item[];

  @EventsOf(MasteryV2Event, {
    atMost: 10_000,
    title: 'Answers',
    description: 'The answers of one learner. With what is known they are of at most 5,000 skills and 10,000 items.',
  })
  events: MasteryV2Event[];

  @UtcTime({
    optional: true,
    title: 'Now',
    description: 'When mastery is told for; no answer is later. Without it, the moment of the last answer.',
  })
  now?: string;

  @OneOf(ON_INVALID, {
    optional: true,
    title: 'Invalid answers',
    description:
      'What becomes of answers that break a rule: refuse (the default) rejects the input, skip leaves them out.',
  })
  on_invalid?: OnInvalid;

  @IsBoolean({ optional: true, title: 'Trace', description: 'Whether the output shows each step.' }) trace?: boolean;
}
