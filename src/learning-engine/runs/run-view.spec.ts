import { AlgoRun } from '../database/entities/algo-run.entity.js';
import { COLUMNS } from './run.table.js';
import { runView } from './run-view.js';

describe(runView.name, () => {
  it('shows every column by its name, but not those that only the engine needs', () => {
    const values = COLUMNS.map(({ property }) => [property, `value of ${property}`] as const);
    const run = Object.assign(new AlgoRun(), Object.fromEntries(values));

    expect(runView({ run, algoKey: 'mastery', version: 'v1' })).toEqual({
      run_id: 'value of id',
      algo_key: 'mastery',
      version: 'v1',
      version_named: 'value of versionNamed',
      params_id: 'value of paramsId',
      user_id: 'value of userId',
      session_id: 'value of sessionId',
      trigger: 'value of trigger',
      status: 'value of status',
      started_at: 'value of startedAt',
      completed_at: 'value of completedAt',
      error_code: 'value of errorCode',
      error_message: 'value of errorMessage',
      input_summary: 'value of inputSummaryJson',
      output_summary: 'value of outputSummaryJson',
      runtime: 'value of runtime',
    });
  });
});
