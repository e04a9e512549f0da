import 'reflect-metadata';
import { type FirstChoice, type Selector } from '../../authoring/select.js';
import { loadVersion } from '../../execution/load-version.js';
import { deepFreeze } from '../../json/deep-freeze.js';
import { type JsonObject } from '../../json/json.js';
import { parseJson } from '../../json/parse-json.js';
import { type LoadedPair } from '../loaded-folding.js';

export type ChoicesQuestion = {
  candidate: LoadedPair;
  /** By which was chosen. */
  pairs: LoadedPair[];
  selections: {
    /** Place in `pairs`. */
    pair: number;
    /** That was chosen first. */
    item_id: string;
    input: JsonObject;
  }[];
};

/** Why a selection says nothing of the candidate. */
export type UnreadableChoice = 'no_probabilities' | 'other_input' | 'not_explained';

export type FoundChoice =
  { propensity: number; candidate: FirstChoice[]; not_covered: number } | { left_out: UnreadableChoice };

/** How likely each selection was, and what the candidate would have chosen in its place. */
export async function compute({ candidate, pairs, selections }: ChoicesQuestion): Promise<FoundChoice[]> {
  const choosing = await Promise.all(pairs.map(choosingOf));
  const { version, select, params } = await choosingOf(candidate);
  return selections.map(({ pair, item_id, input }): FoundChoice => {
    const chose = choosing[pair]!;
    if (!chose.select?.firstChoices) return { left_out: 'no_probabilities' };
    if (chose.version !== version && !select?.readsInputsOf?.includes(chose.version))
      return { left_out: 'other_input' };
    const were = new Map(chose.select.firstChoices(input, chose.params).map((one) => [one.item_id, one.probability]));
    const propensity = were.get(item_id);
    if (propensity === undefined) return { left_out: 'not_explained' };
    const would = select!.firstChoices!(input, params);
    const unseen = would.filter((one) => !were.has(one.item_id));
    return {
      propensity,
      candidate: [...would],
      not_covered: unseen.reduce((sum, { probability }) => sum + probability, 0),
    };
  });
}

async function choosingOf(
  pair: LoadedPair,
): Promise<{ version: string; select: Selector | undefined; params: JsonObject }> {
  const { definition } = await loadVersion(pair);
  return { version: pair.version, select: definition.select, params: deepFreeze(parseJson(pair.params) as JsonObject) };
}
