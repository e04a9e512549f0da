import { type FoldedAnswer } from '../../authoring/fold.js';
import { type SkillMap, skillMapOf } from '../../learners/sets/skill-map.js';
import { type SaidOfItems } from '../loaded-folding.js';
import { isRapidGuess } from '../rapid-guesses.js';

/** What the sets that were active say of answers, as states are kept by them. */
export interface SaidOfAnswers {
  skillMap: SkillMap | undefined;
  /** How long its item usually takes, in milliseconds; null where that is not known. */
  usualDurationOf: (answer: Pick<FoldedAnswer, 'item_id'>) => number | null;
  isRapid: (answer: FoldedAnswer) => boolean;
}

export function saidOfAnswers({ calibrated, mapped }: SaidOfItems): SaidOfAnswers {
  const usual = new Map(calibrated?.items.map(([item, , durationMs]) => [item, durationMs]));
  const usualDurationOf: SaidOfAnswers['usualDurationOf'] = ({ item_id }) => usual.get(item_id ?? '') ?? null;
  return {
    skillMap: mapped ? skillMapOf(mapped) : undefined,
    usualDurationOf,
    isRapid: (answer) => isRapidGuess(answer.duration_ms, usualDurationOf(answer)),
  };
}
