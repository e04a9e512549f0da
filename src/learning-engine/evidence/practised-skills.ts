import { type FoldedAnswer, type FoldState } from '../authoring/fold.js';
import { type Folding, foldAnew, inFoldOrder } from '../learners/folding.js';

/** A skill of a learner, as a version sees it. */
export interface PractisedSkill {
  /** How many answers to it there were when the version first said that it is mastered; null where it did not. */
  neededAnswers: number | null;
  /** Whether the next answer to it after that was right; null where there is none. */
  nextIsRight: boolean | null;
}

/** The skills that a learner has practised, by an answer that is judged at least; null where a version says of none whether it is mastered. */
export type SkillsOf = (
  answers: readonly FoldedAnswer[],
  isJudged: (answer: FoldedAnswer) => boolean,
) => PractisedSkill[] | null;

interface Practice extends PractisedSkill {
  answers: number;
  isJudged: boolean;
}

/** Skills that were mastered by an answer that is not judged are left out: the answers before count, but when it was is known already. */
export const practisedSkills =
  (folding: Folding): SkillsOf =>
  (answers, isJudged) => {
    const { fold, params } = folding;
    const skills = new Map<string, Practice>();
    const add = (states: readonly (FoldState | null)[], made: readonly FoldState[], answer: FoldedAnswer) => {
      const learner = [...made, ...states].find((one) => one?.scope.kind === 'learner')?.state ?? null;
      for (const { scope, state } of made) {
        if (scope.kind !== 'skill') continue;
        const mastered = fold.knownAt?.(state, learner, params, answer.at).mastered ?? state.mastered;
        if (typeof mastered !== 'boolean') continue;
        const skill = skills.get(scope.id) ?? { answers: 0, neededAnswers: null, nextIsRight: null, isJudged: false };
        skills.set(scope.id, skill);
        skill.answers += 1;
        if (skill.neededAnswers === null) {
          skill.isJudged = isJudged(answer);
          if (mastered) skill.neededAnswers = skill.answers;
        } else skill.nextIsRight ??= answer.correct;
      }
    };
    const watched: Folding['fold'] = {
      ...fold,
      step: (states, answer, ...rest) => {
        const made = fold.step(states, answer, ...rest);
        add(states as readonly (FoldState | null)[], made as readonly FoldState[], answer);
        return made;
      },
    };
    foldAnew({ ...folding, fold: watched }, inFoldOrder(answers));
    if (skills.size === 0) return null;
    return [...skills.values()]
      .filter((skill) => skill.isJudged)
      .map(({ neededAnswers, nextIsRight }) => ({ neededAnswers, nextIsRight }));
  };
