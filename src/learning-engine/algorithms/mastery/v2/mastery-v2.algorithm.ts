import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { type Problem, Problems } from '../../../json/problem.js';
import { chanceLevel } from '../../../kit/chance-level.js';
import { indexById } from '../../../kit/index-by-id.js';
import { judgedEvents } from '../../../kit/judged-events.js';
import { checkLastCounted, type CountedFields, lastCounted } from '../../../kit/last-counted.js';
import { compareTexts } from '../../../kit/order.js';
import { checkRoom } from '../../../kit/room.js';
import { type Placed } from '../../../kit/time-order.js';
import { MasteryV2Input, type MasteryV2Learner, MOST_ITEMS, MOST_SKILLS } from './mastery-v2.contract.js';
import { type MasteryV2Event } from './mastery-v2.event.js';
import { fitMasteryV2 } from './mastery-v2.fit.js';
import { masteryV2Fold } from './mastery-v2.fold.js';
import {
  type Ability,
  answerStep,
  type AskedQuestion,
  isRapid,
  type ItemMemory,
  masteryOf,
  newAbility,
  newSkill,
  probabilityOf,
  type SkillMemory,
  withDifficulties,
} from './mastery-v2.model.js';
import { MasteryV2Output, type MasteryV2Step } from './mastery-v2.output.js';
import { MasteryV2Params } from './mastery-v2.params.js';
import { checkSkillStates } from './mastery-v2.state-rules.js';

const reject = rejectInputOf('mastery', 'v2');
const COUNTED: CountedFields<MasteryV2Learner> = { at: 'last_at', sequence: 'last_sequence', id: 'last_event_id' };

/**
 * Mastery tracking, version 2: a logistic model over difficulty, ability and recency. After Gervet, Koedinger, Schneider & Mitchell
 * 2020, Journal of Educational Data Mining 12(3); ability and difficulty as in Pelánek 2016, Computers & Education 98:169-179.
 *
 *     logit = w0 - w1 b_item - w2 b_skill + w3 theta + w4 recency of the skill + w5 recency of all
 *             + w6 best answer to the item - w7 ln(1 + hours since the skill was right)
 *     P(right) = guess + (1 - guess) / (1 + e^-logit)
 *
 * A wrong answer never raises the mastery of any skill, a right one never lowers it. O(1) per answer, plus the sort.
 */
@LearningAlgorithm({
  key: 'mastery',
  version: 'v2',
  params: MasteryV2Params,
  input: MasteryV2Input,
  output: MasteryV2Output,
  fold: masteryV2Fold,
  fit: fitMasteryV2,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['mastery v2'],
})
export class MasteryV2Algorithm implements Algorithm<MasteryV2Params, MasteryV2Input, MasteryV2Output> {
  /**
   * @throws InvalidInputError when a skill or an item is there twice or a state contradicts itself, or an answer breaks a rule and is
   * not to be left out: it repeats an id with different content, names a skill twice, is after `now`, or not after the last answer of
   * the learner; or when there would be more skills or items than an input may have
   */
  compute(
    params: Readonly<MasteryV2Params>,
    input: Readonly<MasteryV2Input>,
    unfit: readonly Problem[] = [],
  ): MasteryV2Output {
    const { learner, now, on_invalid: onInvalid } = input;
    const problems = new Problems();
    const { report } = problems;
    const states = indexById(input.states, { list: 'states', id: 'skill_id', report });
    const known = indexById(input.items ?? [], { list: 'items', id: 'item_id', report });
    if (learner) checkLastCounted(learner, COUNTED, { path: ['learner'], now, report });
    checkSkillStates(input, report);
    const counted = learner && lastCounted(learner, COUNTED);
    const { events, leftOut } = judgedEvents(input.events, {
      list: 'events',
      id: 'event_id',
      unfit,
      now,
      onInvalid,
      counted: { of: () => counted, at: 'last_at', owner: 'learner' },
      check: repeatedSkill,
      report,
    });
    checkRoomFor(events, { states, items: known }, report);
    problems.settle(reject);

    let ability: Ability = learner ?? newAbility(params);
    const skills = new Map<string, SkillMemory>(states);
    const items = new Map<string, ItemMemory>(known);
    const trace: MasteryV2Step[] = [];
    for (const { event, id } of events) {
      const question = asked(event, skills, items);
      const p_correct = probabilityOf(params, ability, question);
      const rapid = isRapid(params, event.duration_ms, event.item_duration_ms);
      if (!rapid) {
        const after = answerStep(params, ability, question, event.score ?? Number(event.correct));
        ability = after.ability;
        event.skills.forEach(({ skill_id }, index) => skills.set(skill_id, after.skills[index]!));
        if (event.item_id !== undefined) items.set(event.item_id, { best: after.best });
      }
      if (input.trace) trace.push({ event_id: id, p_correct, rapid, theta: ability.theta, variance: ability.variance });
    }
    const last = learnerAfter(ability, events.at(-1), learner);
    const at = now ?? last.last_at ?? NEVER;
    return {
      learner: last,
      states: inOrder(skills).map(([skill_id, memory]) => ({
        skill_id,
        ...masteryOf(params, ability, memory, at),
        ...skillFields(memory),
      })),
      items: inOrder(items).map(([item_id, { best }]) => ({ item_id, best })),
      ...(input.trace && { trace }),
      ...(leftOut && { left_out: leftOut }),
    };
  }
}

/** Without any answer nothing can be forgotten, whenever that is. */
const NEVER = new Date(0).toISOString();

function asked(
  event: MasteryV2Event,
  skills: ReadonlyMap<string, SkillMemory>,
  items: ReadonlyMap<string, ItemMemory>,
): AskedQuestion {
  const weights = event.skills.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return {
    at: event.at,
    skills: event.skills.map(({ skill_id, weight = 1, difficulty, items_difficulty }) => {
      const memory = skills.get(skill_id) ?? newSkill();
      return { share: weight / weights, memory: withDifficulties(memory, difficulty, items_difficulty) };
    }),
    itemDifficulty: event.item_difficulty ?? null,
    best: (event.item_id === undefined ? undefined : items.get(event.item_id)?.best) ?? 0,
    chance: chanceLevel(event),
  };
}

function repeatedSkill({ skills }: MasteryV2Event): { field: 'skills'; reason: string } | undefined {
  const ids = new Set(skills.map(({ skill_id }) => skill_id));
  return ids.size === skills.length ? undefined : { field: 'skills', reason: 'must name each skill once' };
}

function checkRoomFor(
  events: readonly Placed<MasteryV2Event>[],
  { states, items }: { states: ReadonlyMap<string, unknown>; items: ReadonlyMap<string, unknown> },
  report: Problems['report'],
): void {
  const ofSkills = events.flatMap((placed) => placed.event.skills.map((event) => ({ ...placed, event })));
  const ofItems = events.filter(({ event }) => event.item_id !== undefined);
  checkRoom(ofSkills, {
    ...{ events: 'events', states: 'states', known: states, id: 'skill_id', atMost: MOST_SKILLS, report },
  });
  checkRoom(ofItems, {
    ...{ events: 'events', states: 'items', known: items, id: 'item_id', atMost: MOST_ITEMS, report },
  });
}

const learnerAfter = (
  { theta, variance, recency, answers }: Ability,
  last: Placed<MasteryV2Event> | undefined,
  before: MasteryV2Learner | undefined,
): MasteryV2Learner => ({
  ...{ theta, variance, recency, answers },
  last_at: last?.event.at ?? before?.last_at ?? null,
  last_sequence: last ? last.sequence : (before?.last_sequence ?? null),
  last_event_id: last?.id ?? before?.last_event_id ?? null,
});

const skillFields = ({
  recency,
  evidence,
  attempts,
  difficulty,
  items_difficulty,
  last_at,
  last_right_at,
}: SkillMemory): SkillMemory => ({
  ...{ recency, evidence, attempts, difficulty, last_at, last_right_at },
  ...(items_difficulty !== undefined && { items_difficulty }),
});

const inOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([one], [other]) => compareTexts(one, other));
