import { MasteryV1Algorithm, MasteryV2Algorithm, type MasteryV2Params } from 'learning-engine/algorithms';
import {
  type Fold,
  type FoldFacts,
  type FoldQuestion,
  type FoldState,
} from '../../src/learning-engine/authoring/fold.js';
import { difficultiesFrom, factsFromOthers } from '../../src/learning-engine/evidence/difficulties.js';
import { itemsOfSkills } from '../../src/learning-engine/evidence/fits/items-of-skills.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';
import { type Folding, foldAnew, inFoldOrder } from '../../src/learning-engine/learners/folding.js';
import { definitionOf } from '../support/engine/algorithm-laws.js';
import { judgedAndOthers, type LearnersOfFile } from './judged-and-others.js';

const LEVELS = [0.8, 0.85, 0.9, 0.95, 1];

interface Judging extends LearnersOfFile {
  params: Partial<MasteryV2Params>;
}

/** An answer to a question whose skills were all mastered before it. */
interface Mastered {
  right: boolean;
  /** What was said of the skill: the probability of a right answer to an average item of it. Null for v1, which says none. */
  claimed: number | null;
  /** What was predicted of this item. */
  predicted: number;
}

/**
 * How often learners are right while a skill is `mastered`, beside what was claimed of the skill and predicted of the items, for
 * learners that nothing was fitted on: mastery v2, by what it claimed, and v1. Lines of Markdown.
 */
export async function masteredAnswers({ params, ...files }: Judging): Promise<string[]> {
  const { judged, others } = await judgedAndOthers(files);
  const facts = withItemsOfSkills(factsFromOthers(others, judged), others);
  const [v2, v1] = [MasteryV2Algorithm, MasteryV1Algorithm].map((algorithm): Folding => ({
    fold: definitionOf(algorithm).fold as unknown as Fold,
    params: Object.assign(new (definitionOf(algorithm).params)(), algorithm === MasteryV2Algorithm && params),
    factsOf: (question: FoldQuestion) => facts.get(question)!,
  }));
  const answers = judged.flatMap((log) => masteredOf(v2!, log));
  return [
    lineOf('v2', answers),
    ...LEVELS.slice(1).map((to, index) => {
      const from = LEVELS[index]!;
      const within = answers.filter(({ claimed }) => claimed! >= from && claimed! < to);
      return lineOf(`v2, claimed ${from} to ${to}`, within);
    }),
    lineOf('v1', judged.flatMap((log) => masteredOf(v1!, log))), // prettier-ignore
  ];
}

/** And how difficult the items of skills are, by the first answers of the others. */
function withItemsOfSkills(
  facts: ReadonlyMap<FoldQuestion, FoldFacts>,
  others: readonly LearnerLog[],
): Map<FoldQuestion, FoldFacts> {
  const difficulties = difficultiesFrom(others);
  const first = others.flatMap(({ answers }) => [
    ...new Map(inFoldOrder(answers).toReversed().map(({ answer }) => [answer.item_id, answer])).values(),
  ]); // prettier-ignore
  const known = new Map(
    first.flatMap(({ item_id, skills }): [string, number][] => {
      const difficulty = difficulties.factsFor('', { item_id, skills }).item_difficulty;
      return item_id === null || difficulty === null ? [] : [[item_id, difficulty]];
    }),
  );
  const asked = first.flatMap(({ item_id, skills }) => (item_id === null ? [] : { item_id, skills }));
  const ofSkills = itemsOfSkills(asked, known);
  return new Map(
    [...facts].map(([question, said]) => {
      const skill_items_difficulties = question.skills.map(({ skill_id }) => ofSkills.get(skill_id) ?? null);
      return [question, { ...said, skill_items_difficulties }];
    }),
  );
}

function masteredOf(folding: Folding, { answers }: LearnerLog): Mastered[] {
  const claims = new Map<string, number | null>();
  const { fold, params } = folding;
  const { predicted } = foldAnew(
    {
      ...folding,
      fold: {
        ...fold,
        step: (states, answer, ...rest) => {
          const claim = claimOf(fold, params, states as readonly (FoldState | null)[], answer.at);
          if (claim !== undefined) claims.set(answer.event_id, claim);
          return fold.step(states, answer, ...rest);
        },
      },
    },
    inFoldOrder(answers),
  );
  return answers.flatMap(({ event_id, correct }) => {
    const claimed = claims.get(event_id);
    return claimed === undefined ? [] : [{ right: correct, claimed, predicted: predicted.get(event_id)! }];
  });
}

/** What is claimed of skills that are all mastered at a moment, the least of them; undefined where one is not. */
function claimOf(
  fold: Fold,
  params: Readonly<object>,
  states: readonly (FoldState | null)[],
  at: string,
): number | null | undefined {
  const learner = states.find((state) => state?.scope.kind === 'learner')?.state ?? null;
  const skills = states.filter((state) => state?.scope.kind === 'skill').map((state) => state!.state);
  if (!fold.knownAt) return states.length > 0 && states.every((state) => state?.state.mastered) ? null : undefined;
  const known = skills.map((skill) => fold.knownAt!(skill, learner, params, at));
  return known.length > 0 && known.every(({ mastered }) => mastered)
    ? Math.min(...known.map(({ value }) => value))
    : undefined;
}

function lineOf(name: string, answers: readonly Mastered[]): string {
  const share = (of: (answer: Mastered) => number | null): string => {
    const values = answers.map(of);
    if (values.length === 0 || values.includes(null)) return '';
    return (values.reduce<number>((sum, value) => sum + value!, 0) / values.length).toFixed(3);
  };
  const cells = [share(({ claimed }) => claimed), share(({ predicted }) => predicted), share(({ right }) => +right)];
  return `| ${[name, answers.length, ...cells].join(' | ')} |`;
}
