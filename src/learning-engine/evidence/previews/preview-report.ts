import { BAND_EDGES, CHANGE_UNIT, RATIO_EDGES, type Side } from './compare-states.js';
import { HORIZONS } from './preview-horizons.js';
import { type Tally } from './preview-tally.js';
import { FORECAST_DAYS, ROUNDS } from './go-on.js';
import { expectedTotal, type Interval, quantile, rounded, share, type Stratum, total } from './stratified.js';

/** A total over all learners. */
export type Total = { total: number; interval: Interval };
export type Share = { share: number; interval: Interval };
export type Both<T> = Record<Side, T>;

export type DueReport = {
  within: string;
  /** UTC in ISO 8601. */
  before: string;
} & Both<Total & { mean: number; mean_interval: Interval; p50: number | null; p95: number | null; max: number | null }>;

/** How learners may go on: simulated, with the interval in which it comes true. */
export type ForecastReport = {
  within: string;
  /** Of whom there is a forecast, by both versions. */
  learners: Total;
  /** States that are due then. */
  due: Both<Total>;
  /** Answers until then. */
  reviews: Both<Total>;
  /** Of a learner whose times are known; null where there is none. */
  minutes_per_day: Both<{ mean: number; interval: Interval } | null>;
};

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
  /** What may come of it. It is no promise: learners are taken to go on as they did, without new questions. */
  forecast?: ForecastReport[];
  /** Intervals of the candidate that are longer than 95 % of those after which the learner has answered before. */
  beyond_observed?: Share | null;
  /** Whether more than a fifth of them are: then how its intervals work out has not been seen. */
  extrapolates?: boolean;
  values?: {
    /** |candidate − active| of scopes that have both. */
    change: { p50: number | null; p95: number | null };
    /** `matrix[from][to]`: states by the band of the active and of the candidate's value. */
    bands?: { names: string[]; matrix: number[][] };
  };
  mastered?: Both<Total> & { gained: Total; lost: Total; gained_share: Share | null; lost_share: Share | null };
};

/** Above which share of intervals beyond those observed a candidate extrapolates. */
const EXTRAPOLATES = 0.2;

const BANDS = [...BAND_EDGES.map((edge) => `below ${edge}`), `from ${BAND_EDGES.at(-1)!}`, 'none'];

/** What can be said at all. */
export interface Said {
  due: boolean;
  /** Whether learners can go on by the candidate. */
  forecast: boolean;
  /** Whether some learners have answers after the moment. */
  ahead: boolean;
  /** Whether of some learners a version expects nothing. */
  unexpected: boolean;
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
    forecast: has('scheduled') && has('forecast:candidate'),
    ahead: has('ahead:candidate'),
    unexpected: has('unexpected:active') || has('unexpected:candidate'),
    values,
    bands: values && !has('unbounded'),
    mastered: has('judged') && !has('unjudged'),
    unjudged: has('unjudged'),
    withheld: has('withheld'),
  };
};

const both = <T>(make: (side: Side) => T): Both<T> => ({ active: make('active'), candidate: make('candidate') });

/** What changes for these strata taken together. */
export function partOf(strata: readonly Stratum[], horizons: readonly number[], said: Said): PreviewPart {
  const of = (name: string) => total(strata, name);
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
    ...(said.due && beyondObserved(strata)),
    ...(said.forecast && { forecast: FORECAST_DAYS.map((days) => forecastWithin(strata, days)) }),
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

function beyondObserved(strata: readonly Stratum[]): Pick<PreviewPart, 'beyond_observed' | 'extrapolates'> {
  const beyond_observed = share(strata, 'beyond:candidate', 'gauged:candidate');
  return { beyond_observed, extrapolates: (beyond_observed?.share ?? 0) > EXTRAPOLATES };
}

function forecastWithin(strata: readonly Stratum[], days: number): ForecastReport {
  const expected = (what: string, side: Side) =>
    expectedTotal(strata, {
      name: `on:${days}:${what}:${side}`,
      squares: `on:${days}:${what}²:${side}`,
      rounds: ROUNDS,
    });
  return {
    within: `${days} days`,
    learners: total(strata, 'forecast:candidate'),
    due: both((side) => expected('due', side)),
    reviews: both((side) => expected('reviews', side)),
    minutes_per_day: both((side) => {
      const learners = total(strata, `timed:${side}`).total;
      if (learners === 0) return null;
      const { total: seconds, interval } = expected('seconds', side);
      const mean = (value: number) => rounded(value / (60 * days * learners));
      return { mean: mean(seconds), interval: interval && [mean(interval[0]), mean(interval[1])] };
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
