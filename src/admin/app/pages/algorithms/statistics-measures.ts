import { type Schemas } from '../../api/client';
import { count, duration, percent } from '../../shared/numbers';

export type Period = Schemas['PeriodStatisticsResponse'];

/** What can be drawn, and how its numbers are said. */
export const MEASURES = {
  p50_ms: duration,
  p95_ms: duration,
  failure_rate: percent,
  runs: count,
} as const;
export type Measure = keyof typeof MEASURES;
