import { type SelectedItem } from '../authoring/select.js';
import { type NextCandidate } from './next-request.js';
import { type ChosenItem } from './selections.statements.js';

/** @throws TypeError for what breaks the contract of selectors */
export function chosenItems(
  selected: readonly SelectedItem[],
  candidates: readonly NextCandidate[],
  { count, calibrated }: { count: number; calibrated: (itemId: string) => number | null },
): ChosenItem[] {
  const open = new Map(candidates.map((candidate) => [candidate.item_id, candidate]));
  if (selected.length > count) throw new TypeError(`It chose ${selected.length} questions in place of ${count}.`);
  return selected.map(({ item_id, score, propensity }, index) => {
    const candidate = open.get(item_id);
    if (!open.delete(item_id)) throw new TypeError(`It chose ${item_id}, which is no candidate, or is chosen already.`);
    if (!Number.isFinite(score)) throw new TypeError(`It chose ${item_id} without a score.`);
    if (propensity !== null && !(propensity > 0 && propensity <= 1)) {
      throw new TypeError(`It chose ${item_id} with what is no propensity.`);
    }
    const difficulty = candidate?.difficulty ?? calibrated(item_id);
    const is_calibrated = difficulty !== null && candidate?.difficulty === undefined;
    return { item_id, rank: index + 1, score, propensity, difficulty, is_calibrated };
  });
}
