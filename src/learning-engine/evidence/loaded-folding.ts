import { loadVersion } from '../execution/load-version.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { parseJson } from '../json/parse-json.js';
import { type Folding } from '../learners/folding.js';
import { type Calibrated, factsBy } from '../learners/sets/facts.js';
import { skillMapOf, type StoredMappedItem } from '../learners/sets/skill-map.js';

/** A version and its parameters, as a process loads them. JSON travels as text, as it is stored. */
export type LoadedPair = { key: string; version: string; module: string; params: string };

/** What sets say of some items and of their skills; null where there is no set. */
export type SaidOfItems = { calibrated: Calibrated | null; mapped: StoredMappedItem[] | null };

/** How a process of its own folds by them. */
export async function foldingOf(pair: LoadedPair, said?: SaidOfItems): Promise<Folding> {
  const { definition } = await loadVersion(pair);
  return {
    fold: definition.fold!,
    params: deepFreeze(parseJson(pair.params) as object),
    ...(said?.calibrated && { factsOf: factsBy(said.calibrated) }),
    ...(said?.mapped && { skillMap: skillMapOf(said.mapped) }),
  };
}
