import { loadVersion } from '../../execution/load-version.js';
import { deepFreeze } from '../../json/deep-freeze.js';
import { parseJson } from '../../json/parse-json.js';
import { calibratedItems, type EstimatedItem } from '../../learners/sets/calibrated-items.js';
import { type CalibratedItem, judgeCalibration } from '../../learners/sets/calibration.js';
import { type LoadedPair } from '../loaded-folding.js';
import { type AnsweringLearner } from './first-answers.js';

/** What an estimate came to. */
export type FitOfBank = { log_likelihood: number; steps: number; converged: boolean };

/** An item, as a version of `difficulty` that takes a bank whole tells of it. */
export type Estimated = EstimatedItem & {
  status: string;
  drift: { change: number; se: number; verdict: string } | null;
};
export type EstimatedBank = { items: Estimated[]; fit: FitOfBank };

export type EstimateBank = (learners: readonly AnsweringLearner[]) => EstimatedBank;

/** Loads the version and its parameters. */
export async function estimating(pair: LoadedPair): Promise<EstimateBank> {
  const { algorithm } = await loadVersion(pair);
  const params = deepFreeze(parseJson(pair.params) as object);
  return (learners) => {
    const rows = learners.map(([learner_id, first]) => ({
      learner_id,
      answers: first.map(([item_id, right, at]) => ({ item_id, correct: right === 1, at: new Date(at).toISOString() })),
    }));
    return algorithm.compute(params, { items: [], learners: rows }) as EstimatedBank;
  };
}

/** In the form of a calibration. */
export function difficultiesOf(items: readonly Estimated[]): CalibratedItem[] {
  const estimated = calibratedItems(items);
  return estimated.length === 0 ? [] : judgeCalibration({ items: estimated }).items;
}
