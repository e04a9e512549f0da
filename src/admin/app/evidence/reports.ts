/** What pages read of the reports of evaluations and previews. The API gives them as they were made. */
export type Interval = readonly [number, number] | null;

export interface NamedPair {
  version: string;
  params_id: string;
}

export interface Contender {
  name: string;
  log_loss: number;
  log_loss_interval: Interval;
  auc: number | null;
  brier: number;
  calibration_error: number;
  bins: readonly { from: number; answers: number; predicted: number | null; right: number | null }[];
}

export type Verdict = 'better' | 'worse' | 'cannot tell';

export interface EvaluationReport {
  active: NamedPair | null;
  candidate: NamedPair;
  activation_id: string | null;
  learners: number;
  all_learners: number;
  answers: number;
  judged: number;
  not_predicted: number;
  right: number;
  failures: { active: number; candidate: number };
  verdict: Verdict | null;
  contenders: readonly Contender[];
  comparisons: readonly {
    name: string;
    against: string;
    log_loss_difference: number;
    interval: Interval;
    verdict: Verdict;
    smallest_difference: number | null;
  }[];
}

export interface Total {
  total: number;
  interval: Interval;
}
export interface Share {
  share: number;
  interval: Interval;
}
export interface Both<T> {
  active: T;
  candidate: T;
}

type DueOfLearners = Total & { p50: number | null; p95: number | null; max: number | null };

export interface PreviewPart {
  learners: { all: number; sampled: number };
  changed: Share | null;
  states: Both<Total>;
  failures: Both<readonly { code: string; learners: Total }[]>;
  due?: readonly ({ within: string; before: string } & Both<DueOfLearners>)[];
  intervals?: { beyond_3: Share | null; below_third: Share | null };
  forecast?: readonly ({ within: string } & {
    due: Both<Total>;
    reviews: Both<Total>;
    minutes_per_day: Both<{ mean: number; interval: Interval } | null>;
  })[];
  extrapolates?: boolean;
  values?: {
    change: { p50: number | null; p95: number | null };
    bands?: { names: readonly string[]; matrix: readonly (readonly number[])[] };
  };
  mastered?: Both<Total> & { gained: Total; lost: Total; gained_share: Share | null; lost_share: Share | null };
}

export interface PreviewReport {
  active: NamedPair | null;
  candidate: NamedPair;
  activation_id: string | null;
  now: string;
  total: PreviewPart;
  strata: readonly ({ answers: string } & PreviewPart)[];
  most_changed: readonly {
    answers: number;
    moved: number;
    change: number;
    due_today: Both<number>;
    gained: number;
    lost: number;
  }[];
  left_out: readonly { what: string; why: string }[];
}
