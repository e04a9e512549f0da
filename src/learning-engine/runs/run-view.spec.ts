import { AlgoRun } from '../database/entities/algo-run.entity.js';
import { COLUMNS } from './run.table.js';
import { runView } from './run-view.js';

describe(runView.name, () => {
  const values = COLUMNS.map(({ property }) => [property, `value of ${property}`] as const);
  const startedAt = new Date('2026-01-21T12:00:00Z');
  const run = Object.assign(new AlgoRun(), Object.fromEntries(values), { startedAt });
  const view = runView({ run, algoKey: 'mastery', version: 'v1' });

  it('shows every column by its name, but not those that only the engine needs', () => {
    const [renamed, hidden] = [
      ['id', 'input_summary_json', 'output_summary_json'],
      ['algo_version_id', 'lease_expires_at'],
    ];
    const alike = COLUMNS.map(({ column }) => column).filter((column) => ![...renamed, ...hidden].includes(column));

    expect(Object.keys(view).sort()).toEqual(
      ['run_id', 'algo_key', 'version', 'input_summary', 'output_summary', ...alike].sort(),
    );
  });

  it('shows the values as they are, and instants as ISO texts', () => {
    expect(view).toMatchObject({
      run_id: 'value of id',
      algo_key: 'mastery',
      version: 'v1',
      version_named: 'value of versionNamed',
      input_summary: 'value of inputSummaryJson',
      started_at: '2026-01-21T12:00:00.000Z',
    });
  });
});
