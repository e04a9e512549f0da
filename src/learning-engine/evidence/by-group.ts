import { type FoldedAnswer } from '../authoring/fold.js';
import { compareTexts } from '../kit/order.js';
import { lossOf } from '../kit/prediction.js';
import { type Estimate, estimates } from './bootstrap.js';
import { drawnBy } from './classes.js';
import { type PractisedSkill } from './practised-skills.js';
import { type Contender, type LearnerLog, type Replayed } from './replayed.js';

/** Of fewer learners nothing is said: it would tell of persons, and of chance. */
export const SMALLEST_CELL = 30;

/** A mean, its 95 % interval, and of how many learners it is. */
export type GroupFigure = Estimate & { learners: number };

/** How one contender does for one group. Figures of fewer than 30 learners are null. */
export type GroupContender = {
  name: string;
  log_loss: GroupFigure | null;
  /** Mean prediction less the share of right answers: above 0 the group is taken to know more than it does. */
  overestimation: GroupFigure | null;
  /** Of skills that were said to be mastered and answered again: the share whose next answer was wrong. */
  false_mastery: GroupFigure | null;
  /** Answers to a skill until it is said to be mastered, of skills of which that was said. */
  practice_needed: GroupFigure | null;
  /** The share of the practised skills that were said to be mastered. */
  mastered: GroupFigure | null;
};

export type GroupMeasures = {
  group: string;
  /** With judged answers. */
  learners: number;
  judged: number;
  /** Share of right answers. */
  right: number;
  contenders: GroupContender[];
};

/** How far groups are apart. */
export type GroupGap = {
  name: string;
  /** The largest overestimation less the smallest; null for fewer than two groups. */
  calibration_gap: number | null;
  /** The group that is underestimated most, and the one that is overestimated most. */
  between: [string, string] | null;
};

export type ByGroup = {
  smallest_cell: number;
  /** Learners with judged answers who are in no group. */
  without_group: number;
  /** Groups with judged answers of fewer learners. */
  too_small: string[];
  groups: GroupMeasures[];
  gaps: GroupGap[];
};

interface Member {
  learner: Replayed;
  /** By contender. */
  skills: (PractisedSkill[] | null)[];
}

interface Grouping {
  groupOf: ReadonlyMap<string, string>;
  contenders: readonly Contender[];
  isJudged: (answer: FoldedAnswer) => boolean;
}

/**
 * Whether contenders are as good for each group of learners as for the others (Doroudi & Brunskill 2019, Fairer but not fair enough,
 * LAK): what is judged in an evaluation, group by group.
 *
 * @param learners in the order of their ids, with the answers as they were replayed
 */
export function byGroup(
  learners: readonly { log: LearnerLog; learner: Replayed }[],
  { groupOf, contenders, isJudged }: Grouping,
): ByGroup {
  const members = new Map<string, Member[]>();
  let withoutGroup = 0;
  for (const { log, learner } of learners) {
    if (learner.chosen.length === 0) continue;
    const group = groupOf.get(log.learnerId);
    if (group === undefined) withoutGroup += 1;
    else {
      const skills = contenders.map(({ skillsOf }) => skillsOf?.(log.answers, isJudged) ?? null);
      const known = members.get(group);
      if (known) known.push({ learner, skills });
      else members.set(group, [{ learner, skills }]);
    }
  }
  const all = [...members].sort(([one], [other]) => compareTexts(one, other));
  const isLarge = ([, of]: [string, Member[]]) => of.length >= SMALLEST_CELL;
  const groups = all.filter(isLarge).map(([group, of]) => measuresOf(group, of, contenders));
  return {
    smallest_cell: SMALLEST_CELL,
    without_group: withoutGroup,
    too_small: all.filter((one) => !isLarge(one)).map(([group]) => group),
    groups,
    gaps: contenders.map(({ name }, index) => ({ name, ...gapOf(groups, index) })),
  };
}

function measuresOf(group: string, members: readonly Member[], contenders: readonly Contender[]): GroupMeasures {
  const judged = sum(members.map(({ learner }) => learner.chosen.length));
  const right = sum(members.map(({ learner: { chosen, right: came } }) => chosen.filter((at) => came[at]).length));
  return {
    ...{ group, learners: members.length, judged, right: right / judged },
    contenders: contenders.map(({ name }, index) => contenderOf(name, members, index)),
  };
}

/** What a learner adds to a mean, by what it is counted in. */
type Part = readonly [sum: number, count: number];

function contenderOf(name: string, members: readonly Member[], index: number): GroupContender {
  const answers = (of: (predicted: number, isRight: boolean) => number): GroupFigure | null =>
    figureOf(members, ({ learner: { chosen, right, predictions } }) => [
      sum(chosen.map((at) => of(predictions[index]![at]!, right[at]!))),
      chosen.length,
    ]);
  const skills = (
    counts: (skill: PractisedSkill) => boolean,
    of: (skill: PractisedSkill) => number,
  ): GroupFigure | null =>
    figureOf(members, (member) => {
      const counted = member.skills[index]?.filter(counts) ?? [];
      return [sum(counted.map(of)), counted.length];
    });
  return {
    name,
    log_loss: answers(lossOf),
    overestimation: answers((predicted, isRight) => predicted - Number(isRight)),
    false_mastery: skills(({ nextIsRight }) => nextIsRight !== null, ({ nextIsRight }) => Number(!nextIsRight)), // prettier-ignore
    practice_needed: skills(({ neededAnswers }) => neededAnswers !== null, ({ neededAnswers }) => neededAnswers!), // prettier-ignore
    mastered: skills(() => true, ({ neededAnswers }) => Number(neededAnswers !== null)), // prettier-ignore
  };
}

function figureOf(members: readonly Member[], partOf: (member: Member) => Part): GroupFigure | null {
  const parts = members
    .map((member) => ({ classId: member.learner.class_id, part: partOf(member) }))
    .filter(({ part: [, count] }) => count > 0);
  if (parts.length < SMALLEST_CELL) return null;
  const { sumsOf } = drawnBy(parts.map(({ classId }) => classId));
  const [sums, counts] = [0, 1].map((at) => sumsOf(parts.map(({ part }) => part[at]!)));
  const [found] = estimates([sums!], counts!, { seed: 'group' });
  return { ...found!, learners: parts.length };
}

function gapOf(groups: readonly GroupMeasures[], index: number): Omit<GroupGap, 'name'> {
  if (groups.length < 2) return { calibration_gap: null, between: null };
  const sorted = groups
    .map(({ group, contenders }) => ({ group, by: contenders[index]!.overestimation!.mean }))
    .sort((one, other) => one.by - other.by);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  return { calibration_gap: most.by - least.by, between: [least.group, most.group] };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
