import 'reflect-metadata';
import { type FoldableEntry, inOrder, lastVersions } from '../../learners/fold-plan.js';
import { withheld } from '../../learners/deciding.js';
import { foldAnew, type Folding } from '../../learners/folding.js';
import { type FoldedEntry } from '../../learners/log-entry.js';
import { foldingOf, type LoadedPair, type SaidOfItems } from '../loaded-folding.js';
import { forecastOf, inBothForecasts } from './forecast.js';
import { compareStates, type LearnerComparison, SIDES, type States } from './compare-states.js';

export type CompareQuestion = {
  /** Null where no version keeps states. */
  active: LoadedPair | null;
  candidate: LoadedPair;
  /** In milliseconds since 1970. */
  now: number;
  horizons: number[];
  /** The entries of each learner, in their order. */
  logs: FoldedEntry[][];
  /** Of each learner: for what is drawn of how they go on. */
  seeds: string[];
  /** What calibrations and skill maps say of their items; null where there are none. */
  said: Record<(typeof SIDES)[number], SaidOfItems> | null;
};

/** Folds the answers of learners by both pairs, and compares what comes out, one learner after the other. */
export async function compute({
  active,
  candidate,
  now,
  horizons,
  logs,
  seeds,
  said,
}: CompareQuestion): Promise<LearnerComparison[]> {
  const foldings = [active && (await foldingOf(active, said?.active)), await foldingOf(candidate, said?.candidate)];
  return logs.map((log, learner) => {
    const entries = foldings.map((folding) => (folding ? inOrder(log, folding.skillMap) : []));
    const states = foldings.map((folding, index) => (folding ? folded(folding, entries[index]!) : NO_STATES));
    const comparison = compareStates(states[0] ?? NO_STATES, states[1] ?? NO_STATES, horizons);
    SIDES.forEach((side, index) => {
      const folding = foldings[index];
      if (!states[index]) comparison.counts[`failed:${side}`] = 1;
      else if (folding) {
        const asked = { now, side, seed: seeds[learner]! };
        Object.assign(comparison.counts, forecastOf(folding, entries[index]!, states[index], asked));
      }
    });
    const sides = SIDES.filter((_, index) => foldings[index]);
    comparison.counts = inBothForecasts(comparison.counts, sides);
    if (withheld(lastVersions(log), now).size > 0) comparison.counts.withheld = 1;
    return comparison;
  });
}

const NO_STATES: States = new Map();

/** Undefined where the fold throws: then a learner has no states by it. */
function folded(folding: Folding, entries: readonly FoldableEntry[]): States | undefined {
  try {
    return foldAnew(folding, entries).states;
  } catch {
    return undefined;
  }
}
