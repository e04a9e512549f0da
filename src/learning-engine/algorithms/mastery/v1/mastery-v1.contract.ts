import { LeftOut, ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { Passthrough, EventsOf, IsBoolean, Id, ListOf, NotBoth, OneOf, UtcTime } from '../../../schema/value-rules.js';

/** Skills of an input, and of an output: it can be passed back. */
export const MOST_SKILLS = 5000;

/** What is known of a learner's command of one skill. An output's state can be passed back as it is. */
export class MasteryV1State {
  @Id() skill_id: string;

  /** P(known), 0 to 1. Before it is used it is brought within `clamp` of 0 and 1. */
  @Between(0, 1) p_known: number;

  /** Answers so far. It stays at 2^53 - 1. */
  @IntegerAtLeast(0) attempts: number;

  /** When the last of them was given; null without any, or where it is not known. */
  @UtcTime({ orNull: true }) last_at: string | null;

  /** `sequence` of the last one; null if it had none. */
  @IntegerAtLeast(0, { optional: true, orNull: true }) last_sequence?: number | null;

  /** Id of the last one. Without it no further answer of that instant is taken. */
  @Id({ optional: true, orNull: true }) last_event_id?: string | null;

  @Passthrough() p_correct_next?: unknown;
  @Passthrough() mastered?: unknown;
}

/** One answer, or its part that concerns one skill. */
@NotBoth('guess', 'option_count')
export class MasteryV1Event {
  /** An answer that concerns several skills has a row with this id for each; they differ in nothing but the skill. */
  @Id() event_id: string;
  @Id() skill_id: string;
  @IsBoolean() correct: boolean;

  /** After the last answer of its skill's state, by `at`, then `sequence`, then `event_id`. */
  @UtcTime() at: string;

  /** Orders answers of one instant; a missing one comes first. Without it ids decide, those of digits as numbers. */
  @IntegerAtLeast(0, { optional: true }) sequence?: number;

  /** Probability of a right answer by guessing, 0 to 0.5. */
  @Between(0, 0.5, { optional: true }) guess?: number;

  /** Options of a multiple-choice question: guessing succeeds once in so many times. */
  @IntegerAtLeast(2, { optional: true }) option_count?: number;
}

/** Answers of one learner. */
export class MasteryV1Input {
  /** A skill without a state starts at `p_init`, with no answers. */
  @ListOf(MasteryV1State, { atMost: MOST_SKILLS }) states: MasteryV1State[];

  /** With those of `states` they are of at most 5,000 skills. */
  @EventsOf(MasteryV1Event, { atMost: 10_000 }) events: MasteryV1Event[];

  /** No answer is later, and no state: send it to keep answers of a wrong clock out. */
  @UtcTime({ optional: true }) now?: string;

  /** What becomes of answers that break a rule: `refuse` (the default) all, or `skip` those, which are then in `left_out`. */
  @OneOf(ON_INVALID, { optional: true }) on_invalid?: OnInvalid;

  /** Whether the output shows each step. */
  @IsBoolean({ optional: true }) trace?: boolean;
}

/** A skill after the events. */
export class MasteryV1Skill {
  @Id() skill_id: string;

  /** P(known), 0 to 1. Of a skill with no answers it is a prior, not evidence. */
  @Between(0, 1) p_known: number;

  /** P(the next answer is right), 0 to 1. */
  @Between(0, 1) p_correct_next: number;

  @IntegerAtLeast(0) attempts: number;

  /** Whether P(known) and the number of answers both suffice. */
  @IsBoolean() mastered: boolean;

  @UtcTime({ orNull: true }) last_at: string | null;
  @IntegerAtLeast(0, { orNull: true }) last_sequence: number | null;
  @Id({ orNull: true }) last_event_id: string | null;
}

/** What one answer changed. All are probabilities. */
export class MasteryV1Step {
  @Id() event_id: string;
  @Id() skill_id: string;
  @Between(0, 1) p_known_before: number;
  @Between(0, 1) p_correct: number;
  @Between(0, 1) p_known_given_obs: number;
  @Between(0, 1) p_known_after: number;
}

export class MasteryV1Output {
  /** By skill id. */
  @ListOf(MasteryV1Skill, { atMost: MOST_SKILLS }) states: MasteryV1Skill[];

  /** In the order in which the answers were folded. */
  @ListOf(MasteryV1Step, { optional: true }) trace?: MasteryV1Step[];

  /** Answers that break a rule, in their order; with `on_invalid: skip`. */
  @ListOf(LeftOut, { optional: true }) left_out?: LeftOut[];
}
