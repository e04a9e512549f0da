import { type Schemas } from '../../api/client';
import { type Contender, type Interval } from '../../evidence/reports';

interface Size {
  learners: number;
  answers: number;
}

interface Difference {
  mean: number;
  interval: Interval;
  learners: number;
}

/** What pages read of the report of a fit. The API gives it as it was made. */
export interface FitContent {
  as_of: string;
  /** Why there is no candidate; null where there is one. */
  reason: string | null;
  judge_from: string;
  trained: Size;
  judged: Size;
  active: Record<string, unknown>;
  candidate: Record<string, unknown> | null;
  /** The level at which this look was judged; null where nothing was. */
  alpha: number | null;
  evaluation: { contenders: readonly Contender[] } | null;
  /** How much more log loss the candidate has than each. */
  differences: Record<'active' | 'default' | 'constant', Difference> | null;
}

type FitReport = Schemas['FitReportResponse'];

export const contentOf = ({ report }: FitReport): FitContent => report as unknown as FitContent;

/** The page of a parameter set. */
export const setAddress = ({ algo_key, version }: FitReport, paramsId: string): string =>
  `/algorithms/${algo_key}/versions/${version}/params/${paramsId}`;
