import { LeftOut, ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { Passthrough, EventsOf, IsBoolean, Id, ListOf, NotBoth, OneOf, UtcTime } from '../../../schema/value-rules.js';

/** Skills of an input, and of an output: it can be passed back. */
export const MOST_SKILLS = 5000;

/** What is known of a learner's command of one skill. An output's state can be passed back as it is. */
export class MasteryV1State {
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @Between(0, 1, {
    title: 'Known',
    description: 'Probability that the skill is known. It is brought within clamp of 0 and 1 before it is used.',
    unit: 'probability',
  })
  p_known: number;

  @IntegerAtLeast(0, {
    title: 'Answers',
    description: 'Answers counted so far. It stays at 2^53 - 1.',
    unit: 'answers',
  })
  attempts: number;

  @UtcTime({
    orNull: true,
    title: 'Last answer at',
    description: 'When the last counted answer was given; null without any, or where it is not known.',
  })
  last_at: string | null;

  @IntegerAtLeast(0, {
    optional: true,
    orNull: true,
    title: 'Last sequence',
    description: 'Sequence of the last counted answer; null if it had none.',
    unit: 'position',
  })
  last_sequence?: number | null;

  @Id({
    optional: true,
    orNull: true,
    title: 'Last event id',
    description: 'Id of the last counted answer. Without it no further answer of that instant is taken.',
  })
  last_event_id?: string | null;

  @Passthrough({ title: 'Next answer right', description: 'Of an output; it is not read.' }) p_correct_next?: unknown;
  @Passthrough({ title: 'Mastered', description: 'Of an output; it is not read.' }) mastered?: unknown;
}

/** One answer, or its part that concerns one skill. */
@NotBoth('guess', 'option_count')
export class MasteryV1Event {
  @Id({
    title: 'Event id',
    description:
      'Id of the answer. One that concerns several skills has a row for each, which differ in the skill only.',
  })
  event_id: string;
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;
  @IsBoolean({ title: 'Correct', description: 'Whether the answer was right.' }) correct: boolean;

  @UtcTime({
    title: 'Answered at',
    description: "After the last answer of the skill's state, by at, then sequence, then event_id.",
  })
  at: string;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Sequence',
    description:
      'Orders answers of one instant; a missing one comes first. Without it ids decide, those of digits as numbers.',
    unit: 'position',
  })
  sequence?: number;

  @Between(0, 0.5, {
    optional: true,
    title: 'Guessing level',
    description: 'Probability of a right answer by guessing. It counts where it is higher than p_guess.',
    unit: 'probability',
  })
  guess?: number;

  @IntegerAtLeast(2, {
    optional: true,
    title: 'Options',
    description: 'Options of a multiple-choice question: guessing succeeds once in so many times.',
    unit: 'options',
  })
  option_count?: number;
}

/** Answers of one learner. */
export class MasteryV1Input {
  @ListOf(MasteryV1State, {
    atMost: MOST_SKILLS,
    title: 'States',
    description: 'What is known of each skill. A skill without a state starts at p_init, with no answers.',
  })
  states: MasteryV1State[];

  @EventsOf(MasteryV1Event, {
    atMost: 10_000,
    title: 'Answers',
    description: 'The answers of one learner. With those of states they are of at most 5,000 skills.',
  })
  events: MasteryV1Event[];

  @UtcTime({
    optional: true,
    title: 'Now',
    description: 'No answer and no state is later: send it to keep answers of a wrong clock out.',
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

/** A skill after the events. */
export class MasteryV1Skill {
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @Between(0, 1, {
    title: 'Known',
    description: 'Probability that the skill is known. Without any answer it is a prior, not evidence.',
    unit: 'probability',
  })
  p_known: number;

  @Between(0, 1, {
    title: 'Next answer right',
    description: 'Probability that the next answer is right.',
    unit: 'probability',
  })
  p_correct_next: number;

  @IntegerAtLeast(0, { title: 'Answers', description: 'Answers counted so far.', unit: 'answers' }) attempts: number;

  @IsBoolean({ title: 'Mastered', description: 'Whether both P(known) and the number of answers suffice.' })
  mastered: boolean;

  @UtcTime({
    orNull: true,
    title: 'Last answer at',
    description: 'When the last counted answer was given; null without any.',
  })
  last_at: string | null;
  @IntegerAtLeast(0, {
    orNull: true,
    title: 'Last sequence',
    description: 'Sequence of the last counted answer; null if it had none.',
    unit: 'position',
  })
  last_sequence: number | null;
  @Id({ orNull: true, title: 'Last event id', description: 'Id of the last counted answer; null without any.' })
  last_event_id: string | null;
}

/** What one answer changed. All are probabilities. */
export class MasteryV1Step {
  @Id({ title: 'Event id', description: 'The answer of this step.' }) event_id: string;
  @Id({ title: 'Skill', description: "The host's id of the skill." }) skill_id: string;
  @Between(0, 1, {
    title: 'Known before',
    description: 'Probability of knowing before the answer.',
    unit: 'probability',
  })
  p_known_before: number;
  @Between(0, 1, {
    title: 'Right answer',
    description: 'Probability of a right answer, before it was given.',
    unit: 'probability',
  })
  p_correct: number;
  @Between(0, 1, {
    title: 'Known, given the answer',
    description: 'Probability of knowing after the answer was seen, before learning and forgetting.',
    unit: 'probability',
  })
  p_known_given_obs: number;
  @Between(0, 1, { title: 'Known after', description: 'Probability of knowing after the answer.', unit: 'probability' })
  p_known_after: number;
}

export class MasteryV1Output {
  @ListOf(MasteryV1Skill, {
    atMost: MOST_SKILLS,
    title: 'States',
    description: 'One row for each skill, by its id. It can be passed back as states.',
  })
  states: MasteryV1Skill[];

  @ListOf(MasteryV1Step, {
    optional: true,
    title: 'Trace',
    description: 'The steps, in the order in which the answers were counted.',
  })
  trace?: MasteryV1Step[];

  @ListOf(LeftOut, {
    optional: true,
    title: 'Left out',
    description: 'The answers that break a rule, in their order; only with on_invalid skip.',
  })
  left_out?: LeftOut[];
}
