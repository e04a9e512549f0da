import 'reflect-metadata';
import { loadVersion } from '../../execution/load-version.js';
import { compareCode, type RepeatedRun } from '../../jobs/verification/verify-runs.compute.js';
import { sha256 } from '../../json/canonical-json.js';
import { inOrder, planFolds } from '../../learners/fold-plan.js';
import { digestOfStates } from '../../learners/fold-run.js';
import { foldAnew, type Folding, scopesOf } from '../../learners/folding.js';
import { type KeptState, NO_POSITION, scopeName } from '../../learners/learner-state.js';
import { countedAnswer, type FoldedEntry } from '../../learners/log-entry.js';
import { foldingOf, type LoadedPair, type SaidOfItems } from '../loaded-folding.js';

/** What the record of a fold says of it. */
export type FoldReference = {
  id: string;
  learner: string;
  codeDigest: string | null;
  /** How many entries it folded, and how many there were then, these included. */
  entries: number;
  lastSeq: number;
  /** Of the entries, and of the states that came out. */
  digest: string;
  statesDigest: string;
};

export type FoldQuestion = {
  pair: LoadedPair;
  said: SaidOfItems;
  /** Of each learner the log, in its order, with the digests of its entries. */
  logs: Record<string, { entries: FoldedEntry[]; digests: string[] }>;
  runs: FoldReference[];
};

/** Folds again what runs had folded; `log_differs` where the log does not have those entries. */
export async function compute({
  pair,
  said,
  logs,
  runs,
}: FoldQuestion): Promise<(RepeatedRun | [string, 'log_differs'])[]> {
  const { definition } = await loadVersion(pair);
  const folding = await foldingOf(pair, said);
  return runs.map((run) => {
    const { entries, digests } = logs[run.learner] ?? { entries: [], digests: [] };
    const first = run.lastSeq - run.entries;
    const isThere = entries.length >= run.lastSeq && entries[run.lastSeq - 1]?.seq === run.lastSeq;
    const folded = digests.slice(first, run.lastSeq);
    if ((run.lastSeq > 0 && !isThere) || sha256(folded.join('')) !== run.digest) return [run.id, 'log_differs'];
    const code = compareCode(run.codeDigest, definition.codeDigest);
    const again = statesAgain(folding, entries.slice(0, first), entries.slice(first, run.lastSeq));
    if (again.some((states) => states && digestOfStates(states) === run.statesDigest)) {
      return { id: run.id, code, difference: null };
    }
    const fails = again.every((states) => states === undefined) ? 'FOLD_FAILED' : null;
    return { id: run.id, code, difference: { pointer: null, relative: null, fails } };
  });
}

type States = readonly KeptState[] | undefined;

/**
 * What comes out of entries after those before them, in each of the ways in which a learner is brought up to date: on from their
 * states, anew for what the entries concern, and anew as a whole. Undefined where the fold throws.
 */
function statesAgain(folding: Folding, before: readonly FoldedEntry[], next: readonly FoldedEntry[]): States[] {
  // Of the rest of a projection, a fold knows nothing.
  const projection = {
    ...folding,
    ...{ id: '', algoKey: '', version: '', versionId: '', paramsId: '', runtime: '', codeDigest: null },
    ...{ calibrationId: null, skillMapId: null, isActive: false },
  };
  const head = { lastSeq: before.length, excludesSessions: false, states: new Map(), positions: new Map() };
  const ways: (() => Pick<typeof head, 'excludesSessions'> & object)[] = [
    () => kept(folding, before, next),
    () => ({ ...kept(folding, before, next), excludesSessions: true }),
    () => ({ excludesSessions: false, positions: new Map([['', { ...NO_POSITION, throughSeq: -1 }]]) }),
  ];
  return ways.map((way) => {
    try {
      const [fold] = planFolds({ ...head, ...way() }, [projection], next, before) ?? [];
      return fold && !fold.failure ? fold.states : undefined;
    } catch {
      return undefined;
    }
  });
}

/** The states after some entries, as far as the next ones need them. */
function kept(folding: Folding, before: readonly FoldedEntry[], next: readonly FoldedEntry[]) {
  const { states, through } = foldAnew(folding, inOrder(before, folding.skillMap));
  const needed = next.flatMap((entry) => scopesOf(folding, countedAnswer(entry, folding.skillMap)));
  const known = new Map(needed.map((scope): [string, KeptState | null] => [scopeName(scope), null]));
  for (const [name, state] of states) known.set(name, state);
  return {
    excludesSessions: false,
    states: new Map([['', known]]),
    positions: new Map([['', { throughSeq: before.length, through, hasFailed: false }]]),
  };
}
