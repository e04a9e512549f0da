import { BAND_EDGES, CHANGE_UNIT, RATIO_EDGES, type Side } from './compare-states.js';
import { HORIZONS } from './preview-horizons.js';
import { type Tally } from './preview-tally.js';
import { type Interval, quantile, rounded, share, type Stratum, total } from './stratified.js';

/** A total over all learners. */
export type Total = { total: number; interval: Interval };
export type Share = { share: number; interval: Interval };
export type Both<T> = Record<Side, T>;

export type DueReport = {
  within: string;
  /** UTC in ISO 8601. */
  before: string;
} & Both<Total & { mean: number; mean_interval: Interval; p50: number | null; p95: number | null; max: number | null }>;

/** What changes for a stratum, or for all learners. What cannot be said is not there. */
export type PreviewPart = {
  learners: { all: number; sampled: number };
  /** Learners with a scope that is due today, mastered, in a band or kept by one of the pairs only; null without learners. */
  changed: Share | null;
  states: Both<Total>;
  failures: Both<{ code: string; learners: Total }[]>;
  due?: DueReport[];
  /** How many times as long the next interval is: the candidate's by the active one's. */
  intervals?: {
    states: Total;
    /** From above `above` up to `to`; null is no border. */
    ratios: ({ above: number | null; to: number | null } & Total & { share: Share | null })[];
    beyond_3: Share | null;
    below_third: Share | null;
  };
  values?: {
    /** |candidate − active| of scopes that have both. */
    change: { p50: number | null; p95: number | null };
    /** `matrix[from][to]`: states by the band of the active and of the candidate's value. */
    bands?: { names: string[]; matrix: number[][] };
  };
  mastered?: Both<Total> & { gained: Total; lost: Total; gained_share: Share | null; lost_share: Share | null };
};

const BANDS = [...BAND_EDGES.map((edge) => `below ${edge}`), `from ${BAND_EDGES.at(-1)!}`, 'none'];

/** What can be said at all. */
export interface Said {
  due: boolean;
  values: boolean;
  bands: boolean;
  mastered: boolean;
  /** Whether one version says what is mastered, and the other does not. */
  unjudged: boolean;
  /** Whether people keep states of learners from being due. */
  withheld: boolean;
}

export const saidOf = (strata: readonly Stratum[]): Said => {
  const has = (name: string) => strata.some(({ tally }) => tally.sums.has(name));
  const values = strata.some(({ tally }) => [...tally.sums.keys()].some((name) => name.startsWith('band:')));
  return {
    due: has('scheduled'),
    values,
    bands: values && !has('unbounded'),
    mastered: has('judged') && !has('unjudged'),
    unjudged: has('unjudged'),
    withheld: has('withheld'),
  };
};

/** What changes for these strata taken together. */
export function partOf(strata: readonly Stratum[], horizons: readonly number[], said: Said): PreviewPart {
  const of = (name: string) => total(strata, name);
  const both = <T>(make: (side: Side) => T) => ({ active: make('active'), candidate: make('candidate') });
  const all = strata.reduce((sum, stratum) => sum + stratum.of, 0);
  return {
    learners: { all, sampled: strata.reduce((sum, { tally }) => sum + tally.learners, 0) },
    changed: share(strata, 'changed', 'compared'),
    states: both((side) => of(`states:${side}`)),
    failures: both((side) => failuresOf(of(`failed:${side}`))),
    ...(said.due && {
      due: horizons.map((before, index) => ({
        within: HORIZONS[index]!.within,
        before: new Date(before).toISOString(),
        ...both((side) => dueOf(strata, `due:${index}:${side}`, all)),
      })),
      intervals: {
        states: of('ratios'),
        ratios: [null, ...RATIO_EDGES].map((above, bin) => ({
          above,
          to: RATIO_EDGES[bin] ?? null,
          ...of(`ratio:${bin}`),
          share: share(strata, `ratio:${bin}`, 'ratios'),
        })),
        beyond_3: share(strata, `ratio:${RATIO_EDGES.length}`, 'ratios'),
        below_third: share(strata, 'ratio:0', 'ratios'),
      },
    }),
    ...(said.values && {
      values: {
        change: { p50: changeAt(strata, 0.5), p95: changeAt(strata, 0.95) },
        ...(said.bands && {
          bands: {
            names: BANDS,
            matrix: BANDS.map((_, from) => BANDS.map((__, to) => of(`band:${from}:${to}`).total)),
          },
        }),
      },
    }),
    ...(said.mastered && {
      mastered: {
        ...both((side) => of(`mastered:${side}`)),
        gained: of('gained'),
        lost: of('lost'),
        gained_share: share(strata, 'gained', 'judged'),
        lost_share: share(strata, 'lost', 'judged'),
      },
    }),
  };
}

/** The code that the engine records when a fold throws. */
const failuresOf = (learners: Total) => (learners.total === 0 ? [] : [{ code: 'FOLD_FAILED', learners }]);

function dueOf(strata: readonly Stratum[], name: string, all: number) {
  const { total: sum, interval } = total(strata, name);
  const perLearner = (tally: Tally) => tally.perLearner.get(name) ?? new Map<number, number>();
  const mean = (value: number) => (all === 0 ? 0 : rounded(value / all));
  return {
    ...{ total: sum, interval },
    ...{ mean: mean(sum), mean_interval: interval && ([mean(interval[0]), mean(interval[1])] as [number, number]) },
    ...{ p50: quantile(strata, perLearner, 0.5), p95: quantile(strata, perLearner, 0.95) },
    max: quantile(strata, perLearner, 1),
  };
}

function changeAt(strata: readonly Stratum[], at: number): number | null {
  const found = quantile(strata, ({ changes }) => changes, at);
  return found === null ? null : rounded(found * CHANGE_UNIT);
}
