import { type BankItem, type Responses } from './difficulty-v2.bank.js';
import { expectationOf, type ItemParameters } from './difficulty-v2.expectation.js';
import { clampedSlope, maximize, precisionOf, type SlopeGroups, within } from './difficulty-v2.maximization.js';
import { FARTHEST } from './difficulty-v2.contract.js';
import { type DifficultyV2Params } from './difficulty-v2.params.js';

/** Estimates stand still when no step moves them by more. */
const STILL = 1e-7;
const MOST_STEPS = 1500;
/** With two items there are as many patterns of answers as a shared discrimination and two difficulties can have. */
const LEAST_ITEMS_WITH_OWN = 3;

export interface Fit {
  parameters: ItemParameters;
  steps: number;
  converged: boolean;
}

export function slopeGroupsOf(
  items: readonly BankItem[],
  { own_discrimination_from }: DifficultyV2Params,
): SlopeGroups {
  const least = items.length < LEAST_ITEMS_WITH_OWN ? Infinity : own_discrimination_from;
  const places = items.map((_, place) => place);
  const shared = places.filter((place) => items[place]!.answers < least);
  const own = places.filter((place) => items[place]!.answers >= least).map((place) => [place]);
  return shared.length > 0 ? [...own, shared] : own;
}

/** From the earlier estimates, or from the shares of right answers. */
export function startOf(items: readonly BankItem[], groups: SlopeGroups): ItemParameters {
  const parameters = {
    logSlopes: Float64Array.from(items, ({ start }) => clampedSlope(Math.log(start?.discrimination ?? 1))),
    difficulties: Float64Array.from(items, ({ start, answers, right }) =>
      within(start?.difficulty ?? Math.log((answers - right) / right), FARTHEST),
    ),
  };
  for (const group of groups) {
    const mean = group.reduce((sum, item) => sum + parameters.logSlopes[item]!, 0) / group.length;
    for (const item of group) parameters.logSlopes[item] = mean;
  }
  return parameters;
}

/**
 * Expectation and maximisation until estimates stand still. After every two steps one goes as far ahead as the two suggest (Varadhan &
 * Roland 2008), unless the likelihood is less there.
 */
export function fitted(
  responses: Responses,
  start: ItemParameters,
  groups: SlopeGroups,
  params: Readonly<DifficultyV2Params>,
): Fit {
  let steps = 0;
  const step = (from: ItemParameters): { to: ItemParameters; height: number } => {
    const expected = expectationOf(responses, from);
    const to = { logSlopes: from.logSlopes.slice(), difficulties: from.difficulties.slice() };
    maximize(to, expected, groups, params);
    steps += 1;
    return { to, height: expected.logLikelihood - penaltyOf(from, groups, params) };
  };
  let current = start;
  while (steps < MOST_STEPS) {
    const first = step(current);
    if (distance(current, first.to) < STILL) return { parameters: first.to, steps, converged: true };
    const second = step(first.to);
    if (distance(first.to, second.to) < STILL) return { parameters: second.to, steps, converged: true };
    const further = step(ahead(current, first.to, second.to, groups));
    current = further.height >= second.height ? further.to : second.to;
  }
  return { parameters: current, steps, converged: false };
}

function penaltyOf(
  { logSlopes, difficulties }: ItemParameters,
  groups: SlopeGroups,
  params: DifficultyV2Params,
): number {
  const slopes = groups.reduce((sum, [first]) => sum + logSlopes[first!]! ** 2, 0);
  const squares = difficulties.reduce((sum, difficulty) => sum + difficulty ** 2, 0);
  return (precisionOf(params.discrimination_prior) * slopes + precisionOf(params.difficulty_prior) * squares) / 2;
}

function ahead(from: ItemParameters, once: ItemParameters, twice: ItemParameters, groups: SlopeGroups): ItemParameters {
  let [speed, turn] = [0, 0];
  const add = (a: number, b: number, c: number) => {
    speed += (b - a) ** 2;
    turn += (c - 2 * b + a) ** 2;
  };
  for (const [first] of groups) add(from.logSlopes[first!]!, once.logSlopes[first!]!, twice.logSlopes[first!]!);
  from.difficulties.forEach((value, item) => add(value, once.difficulties[item]!, twice.difficulties[item]!));
  const length = turn > 0 ? Math.max(1, Math.sqrt(speed / turn)) : 1;
  const reached = (a: number, b: number, c: number) => a + 2 * length * (b - a) + length ** 2 * (c - 2 * b + a);
  return {
    logSlopes: from.logSlopes.map((value, item) =>
      clampedSlope(reached(value, once.logSlopes[item]!, twice.logSlopes[item]!)),
    ),
    difficulties: from.difficulties.map((value, item) =>
      within(reached(value, once.difficulties[item]!, twice.difficulties[item]!), FARTHEST),
    ),
  };
}

function distance(one: ItemParameters, other: ItemParameters): number {
  let most = 0;
  for (let item = 0; item < one.difficulties.length; item += 1) {
    most = Math.max(
      most,
      Math.abs(one.logSlopes[item]! - other.logSlopes[item]!),
      Math.abs(one.difficulties[item]! - other.difficulties[item]!),
    );
  }
  return most;
}
