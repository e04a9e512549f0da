import { UUID_PATTERN } from '../../domain/uuid.js';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { AboveUpTo, Between, between, IntegerAtLeast } from '../../schema/number-rules.js';
import { MatchesSchema } from '../../schema/rule.js';
import { IsBoolean, ListOf, UtcTime } from '../../schema/value-rules.js';
import { HostId } from '../answer.js';
import { judged, rejectTwice } from './judged-items.js';
import { MOST_ITEMS } from './set-kind.js';
import { type SetJson } from './set.statements.js';

const Uuid = (title: string, description: string) =>
  MatchesSchema<string>(
    { schema: { type: 'string', pattern: UUID_PATTERN }, reason: 'must be a UUID' },
    { optional: true, title, description },
  );

/** How difficult an item is, and how long it takes. */
export class ItemDifficulty {
  @HostId({ optional: false, title: 'Item', description: "The host's id of the question." }) item_id: string;

  @MatchesSchema(
    { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' },
    { title: 'Difficulty', description: 'On the scale of abilities.', unit: 'logits' },
  )
  difficulty: number;

  @AboveUpTo(0, 10, { optional: true, title: 'Discrimination', description: 'How sharply it tells abilities apart.' })
  discrimination?: number;

  @Between(0, 100, { optional: true, title: 'Standard error', description: 'Of the difficulty.', unit: 'logits' })
  se?: number;

  @IntegerAtLeast(0, { optional: true, title: 'Answers', description: 'From how many answers.', unit: 'answers' })
  answers?: number;

  @IsBoolean({ optional: true, title: 'Provisional', description: 'Whether it rests on too few answers.' })
  provisional?: boolean;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Usual duration',
    description: 'How long an answer takes, in the middle of all. By it answers by rapid guessing are found.',
    unit: 'milliseconds',
  })
  usual_duration_ms?: number;

  @IntegerAtLeast(0, { optional: true, title: 'Durations', description: 'From how many of them.', unit: 'durations' })
  durations?: number;
}

/** How difficult a skill is. */
export class SkillDifficulty {
  @HostId({ optional: false, title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @MatchesSchema(
    { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' },
    { title: 'Difficulty', description: 'Of its answers, whatever their items.', unit: 'logits' },
  )
  difficulty: number;

  @MatchesSchema(
    { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' },
    {
      optional: true,
      title: 'Difficulty of its items',
      description: 'Their mean, on the scale of the items.',
      unit: 'logits',
    },
  )
  items_difficulty?: number;

  @IntegerAtLeast(0, { optional: true, title: 'Answers', description: 'From how many answers.', unit: 'answers' })
  answers?: number;
}

/** Difficulties of items and skills, usual durations of items, and where they are from. */
export class CalibrationContent {
  @ListOf(ItemDifficulty, { atMost: MOST_ITEMS, title: 'Items', description: 'Each once.' })
  items: readonly ItemDifficulty[];

  @ListOf(SkillDifficulty, { atMost: MOST_ITEMS, optional: true, title: 'Skills', description: 'Each once.' })
  skills?: readonly SkillDifficulty[];

  @HostId({ title: 'Bank', description: 'The bank that the items are from.' }) bank_id?: string;
  @Uuid('Version', 'The version of an algorithm that found them, by its id.') algo_version_id?: string;
  @Uuid('Parameters', 'With which parameters, by the id of the set.') params_id?: string;
  @UtcTime({ optional: true, title: 'From', description: 'The first answer.' }) answers_from?: string;
  @UtcTime({ optional: true, title: 'To', description: 'The last answer.' }) answers_to?: string;
}

/** A set of difficulties. It never changes. */
export interface Calibration {
  id: string;
  /** SHA-256 of its items and skills, in hexadecimal digits. */
  digest: string;
  /** How many items it has. */
  items: number;
  /** How many skills it has. */
  skills: number;
  isActive: boolean;
  bankId: string | null;
  algoVersionId: string | null;
  paramsId: string | null;
  answersFrom: Date | null;
  answersTo: Date | null;
  createdByUserId: string | null;
  createdAt: Date;
}

/** An item of a calibration. */
export interface CalibratedItem {
  item_id: string;
  difficulty: number;
  discrimination: number | null;
  se: number | null;
  answers: number | null;
  provisional: boolean;
  usual_duration_ms: number | null;
  /** Of how many answers the usual duration is. */
  durations: number | null;
}

/** A skill of a calibration. */
export interface CalibratedSkill {
  skill_id: string;
  difficulty: number;
  answers: number | null;
  /** The mean of its items, on their scale. */
  items_difficulty: number | null;
}

/** The columns of a calibration. */
export interface CalibrationRow {
  skills: number;
  bank_id: string | null;
  algo_version_id: string | null;
  params_id: string | null;
  answers_from: string | null;
  answers_to: string | null;
  created_by_user_id: string | null;
}

/** @throws InvalidArgumentError naming what is wrong */
export function judgeCalibration(given: CalibrationContent) {
  const { items, skills = [], ...origin } = judged(CalibrationContent, given);
  rejectTwice('items', items, ({ item_id }) => item_id);
  rejectTwice('skills', skills, ({ skill_id }) => skill_id);
  const counted = items.findIndex((item) => item.durations !== undefined && item.usual_duration_ms === undefined);
  if (counted >= 0) {
    throw new InvalidArgumentError(
      `items[${counted}].durations`,
      'must be given with usual_duration_ms, or not at all',
    );
  }
  if ((origin.params_id === undefined) !== (origin.algo_version_id === undefined)) {
    throw new InvalidArgumentError('params_id', 'must be given with algo_version_id, or neither');
  }
  if (origin.answers_from && origin.answers_to && Date.parse(origin.answers_from) > Date.parse(origin.answers_to)) {
    throw new InvalidArgumentError('answers_to', 'must not be before answers_from');
  }
  return {
    own: { ...origin, skills: skills.length },
    skills: skills.map(({ skill_id, difficulty, answers = null, items_difficulty = null }): CalibratedSkill => ({
      ...{ skill_id, difficulty, answers, items_difficulty },
    })),
    items: items.map(
      ({
        item_id,
        difficulty,
        discrimination = null,
        se = null,
        answers = null,
        provisional = false,
        usual_duration_ms = null,
        durations = null,
      }): CalibratedItem => ({
        ...{ item_id, difficulty, discrimination, se, answers, provisional, usual_duration_ms, durations },
      }),
    ),
  };
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

export const calibrationOf = ({
  id,
  digest,
  items,
  isActive,
  createdAt,
  own,
}: SetJson<CalibrationRow>): Calibration => ({
  ...{ id, digest, items, skills: own.skills, isActive },
  bankId: own.bank_id,
  algoVersionId: own.algo_version_id,
  paramsId: own.params_id,
  answersFrom: dateOf(own.answers_from),
  answersTo: dateOf(own.answers_to),
  createdByUserId: own.created_by_user_id,
  createdAt: new Date(createdAt),
});
