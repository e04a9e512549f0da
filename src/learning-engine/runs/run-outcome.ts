import { canonicalJson } from '../json/canonical-json.js';
import { type RunStatus } from '../domain/run-status.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { END_COLUMNS, type WrittenAt } from './run.table.js';

/** How a run ended. */
export type RunOutcome = Pick<AlgoRun, WrittenAt<'end'>> &
  (
    | { status: typeof RunStatus.SUCCESS; errorMessage: null; errorCode: null }
    | { status: typeof RunStatus.FAILED; outputSummaryJson: null; errorMessage: string }
  );

/** Whether a recorded run ended by the same call. */
export const isSameOutcome = (recorded: AlgoRun, outcome: RunOutcome): boolean =>
  END_COLUMNS.every(({ property }) => canonicalJson(recorded[property]) === canonicalJson(outcome[property]));
