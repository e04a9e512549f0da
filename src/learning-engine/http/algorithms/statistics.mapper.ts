import { type PeriodStatistics, type VersionStatistics } from '../../runs/run-statistics.js';
import { type PeriodStatisticsResponse, type VersionStatisticsResponse } from './statistics.response.js';

export const toVersionStatisticsResponse = (statistics: VersionStatistics): VersionStatisticsResponse => ({
  version: statistics.version,
  runs: statistics.runs,
  succeeded: statistics.succeeded,
  failed: statistics.failed,
  invalid_inputs: statistics.invalidInputs,
  running: statistics.running,
  failure_rate: statistics.failureRate,
  p50_ms: statistics.p50Ms,
  p95_ms: statistics.p95Ms,
});

export const toPeriodStatisticsResponse = ({ from, ...statistics }: PeriodStatistics): PeriodStatisticsResponse => ({
  ...{ from: from.toISOString(), ...toVersionStatisticsResponse(statistics) },
});
