import { types } from 'node:util';
import { ANSWER_CONTEXTS, type AnswerContext } from '../authoring/fold.js';
import { UUID_PATTERN } from '../domain/uuid.js';
import { copyJson } from '../json/copy-json.js';
import { pathOf, placeOf, pointerOf, type Problem, type ValidationProblem } from '../json/problem.js';
import { everyProblem } from '../schema/check-shape.js';
import { Between, IntegerAtLeast, IntegerBetween } from '../schema/number-rules.js';
import { type FieldOptions, FieldsMatchSchema, MatchesSchema } from '../schema/rule.js';
import { IsBoolean, NotBoth, OneOf, UtcTime } from '../schema/value-rules.js';

export const LONGEST_ID = 200;
const MOST_SKILLS = 20;
const MOST_GROUPS = 50;
const MOST_OPTIONS = 1000;
const LARGEST_INTEGER = 2 ** 31 - 1;

/** Not `.` and `..`: as part of a path, clients and servers remove them, so that such an answer could not be corrected by its URL. */
export const EVENT_ID = /^(?!\.{1,2}$)[A-Za-z0-9._:~-]{1,200}$/;
export const EVENT_ID_RULE = 'must be 1 to 200 letters, digits and . _ : ~ -, and not . or ..';

const EventId = (options?: FieldOptions) =>
  MatchesSchema<string>(
    {
      schema: { type: 'string', pattern: EVENT_ID.source },
      reason: EVENT_ID_RULE,
    },
    options,
  );

export const HostId = (options: FieldOptions) =>
  MatchesSchema<string>(
    {
      schema: { type: 'string', minLength: 1, maxLength: LONGEST_ID },
      reason: `must be a text of 1 to ${LONGEST_ID} characters`,
    },
    { optional: true, ...options },
  );

const HostIds = (most: number, options: FieldOptions) =>
  MatchesSchema<readonly string[]>(
    {
      schema: { type: 'array', maxItems: most, items: { type: 'string', minLength: 1, maxLength: LONGEST_ID } },
      reason: `must be a list of at most ${most} texts of 1 to ${LONGEST_ID} characters`,
    },
    { optional: true, ...options },
  );

/** One answer of a learner, as a host hands it over. `correct`, `score` or `rating` says how good it was. */
@NotBoth('guess', 'option_count')
@FieldsMatchSchema({
  schema: { anyOf: [{ required: ['correct'] }, { required: ['score'] }, { required: ['rating'] }] },
  reason: 'must have correct, score or rating',
})
export class Answer {
  @EventId({
    title: 'Event id',
    description: "The host's id of the answer: handed over again, it is the same answer.",
  })
  event_id: string;

  @UtcTime({ title: 'Answered at', description: "By the clock of the learner's device." }) at: string;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Sequence',
    description: 'Orders answers of one instant; a missing one comes first.',
    unit: 'position',
  })
  sequence?: number;

  @HostId({ title: 'Item', description: "The host's id of the question." }) item_id?: string;
  @HostId({ title: 'Item version', description: 'Which revision of the question was asked.' }) item_version?: string;
  @HostIds(MOST_SKILLS, { title: 'Skills', description: 'What the question asks for.' }) skill_ids?: readonly string[];
  @IsBoolean({ optional: true, title: 'Correct', description: 'Whether the answer was right.' }) correct?: boolean;

  @Between(0, 1, {
    optional: true,
    title: 'Score',
    description: 'Partial credit. Without correct, the answer counts as right from 0.5 on.',
  })
  score?: number;

  @IntegerBetween(1, 4, {
    optional: true,
    title: 'Rating',
    description: '1 again, 2 hard, 3 good, 4 easy. Without correct and score, the answer counts as right from 2 on.',
  })
  rating?: 1 | 2 | 3 | 4;

  @HostId({ title: 'Option', description: 'The option that was chosen.' }) option?: string;

  @IntegerBetween(2, MOST_OPTIONS, {
    optional: true,
    title: 'Options',
    description: 'Options of a multiple-choice question: guessing succeeds once in so many times.',
    unit: 'options',
  })
  option_count?: number;

  @Between(0, 0.5, {
    optional: true,
    title: 'Guessing level',
    description: 'Probability of a right answer by guessing.',
    unit: 'probability',
  })
  guess?: number;

  @IntegerAtLeast(0, { optional: true, title: 'Duration', description: 'How long it took.', unit: 'milliseconds' })
  duration_ms?: number;

  @IntegerBetween(0, LARGEST_INTEGER, {
    optional: true,
    title: 'Hints',
    description: 'How many hints were shown.',
    unit: 'hints',
  })
  hints?: number;

  @IntegerBetween(1, LARGEST_INTEGER, {
    optional: true,
    title: 'Attempt',
    description: 'Which attempt at the question it is, from 1.',
  })
  attempt?: number;

  @OneOf(ANSWER_CONTEXTS, {
    optional: true,
    title: 'Context',
    description: 'What the question was asked for; practice where it is missing.',
  })
  context?: AnswerContext;

  @HostIds(MOST_GROUPS, { title: 'Groups', description: "The learner's groups at the time, such as a class." })
  group_ids?: readonly string[];

  @HostId({ title: 'Bank', description: 'The bank that the question is from.' }) bank_id?: string;
  @HostId({ title: 'Key', description: 'The option that was the right one at the time.' }) key_option?: string;

  @MatchesSchema(
    { schema: { type: 'string', pattern: UUID_PATTERN }, reason: 'must be a UUID' },
    { optional: true, title: 'Selection', description: 'The selection of the engine that chose the question.' },
  )
  selection_id?: string;

  @HostId({ title: 'Session', description: "The host's id of the session." }) session_id?: string;

  @IntegerBetween(-1440, 1440, {
    optional: true,
    title: 'Day offset',
    description: "From UTC to the learner's days.",
    unit: 'minutes',
  })
  day_offset_minutes?: number;
}

/** What breaks the rules of an answer. */
export interface RejectedAnswer {
  readonly answer?: undefined;
  /** Where it has one that could be read. */
  readonly eventId: string | null;
  readonly problems: readonly ValidationProblem[];
}

/** An answer that keeps the rules, or why it does not. */
export type JudgedAnswer = { readonly answer: Readonly<Answer> } | RejectedAnswer;

/** Room for the longest ids in every field. */
const LIMITS = { depth: 2, keys: 64, bytes: 65_536 };

const told = ({ path, reason }: Problem): ValidationProblem => ({
  pointer: pointerOf(path),
  reason,
  message: `answer${placeOf(path)} ${reason}`,
});

/** Judges what may be anything. The answer is a copy: what the caller changes later changes nothing. */
export function judgeAnswer(given: unknown): JudgedAnswer {
  const copy = copyJson(given, LIMITS);
  if ('problem' in copy) {
    const { pointer, reason } = copy.problem;
    return { eventId: eventIdOf(given), problems: [told({ path: pathOf(pointer), reason })] };
  }
  const problems = everyProblem(Answer, copy.value);
  if (problems.length === 0) return { answer: copy.value as unknown as Answer };
  return { eventId: eventIdOf(copy.value), problems: problems.map(told) };
}

/** An answer that names what is no selection of its learner. */
export const ofUnknownSelection = ({ event_id }: Readonly<Answer>): RejectedAnswer => ({
  eventId: event_id,
  problems: [told({ path: ['selection_id'], reason: 'must be the id of a selection of this learner' })],
});

/** What is wrong with an answer, as a part of a list of answers. */
export const problemsOf = ({ answer, ...rejected }: JudgedAnswer, index: number): ValidationProblem[] =>
  answer
    ? []
    : (rejected as RejectedAnswer).problems.map(({ pointer, reason, message }) => ({
        ...{ pointer: `/${index}${pointer}`, reason, message: message.replace(/^answer/, `answers[${index}]`) },
      }));

/** Calls no getter and no trap of what was given. */
function eventIdOf(given: unknown): string | null {
  if (typeof given !== 'object' || given === null || types.isProxy(given)) return null;
  const eventId: unknown = Object.getOwnPropertyDescriptor(given, 'event_id')?.value;
  return isEventId(eventId) ? eventId : null;
}

export const isEventId = (value: unknown): value is string => typeof value === 'string' && EVENT_ID.test(value);
