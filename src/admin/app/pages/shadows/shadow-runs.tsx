import { DataTable } from '../../shared/data-table';
import { count, percent } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { text } from '../../strings';
import { type Shadow } from './shadow';

/** What became of the runs of a shadow: those that were begun, and those that were not. */
export function ShadowRuns({ runs }: Pick<Shadow, 'runs'>) {
  const words = text.shadows;
  const { started, succeeded, failed, failures, dropped } = runs;
  const open = started - succeeded - failed;
  const rows = [
    { what: words.begun, runs: started, of: null },
    { what: words.succeeded, runs: succeeded, of: started },
    ...Object.entries(failures).map(([code, failing]) => ({ what: words.failedBy(code), runs: failing, of: started })),
    ...(failed === 0 ? [{ what: words.failed, runs: 0, of: started }] : []),
    ...(open > 0 ? [{ what: words.open, runs: open, of: started }] : []),
    { what: words.dropped, runs: dropped, of: started + dropped },
  ].map(({ of, ...row }) => ({ ...row, share: of ? row.runs / of : null }));
  return (
    <Part title={words.runs}>
      <DataTable
        label={words.runs}
        items={rows}
        rowKey={({ what }) => what}
        columns={[
          { header: words.what, cell: ({ what }) => what },
          { header: words.count, cell: (row) => count(row.runs), numeric: true },
          { header: words.shareOfRuns, cell: ({ share }) => percent(share), numeric: true },
        ]}
      />
    </Part>
  );
}
