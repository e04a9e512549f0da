import { type Schemas } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { text } from '../../strings';

interface Props {
  label: string;
  changes: readonly Schemas['ParamsChangeResponse'][];
  /** Of what has a pointer, if it is to be called by it. */
  titleOf?: (pointer: string) => string | undefined;
}

/** Each parameter that is different between two sets. */
export const ChangesTable = ({ label, changes, titleOf }: Props) => (
  <DataTable
    label={label}
    items={changes}
    rowKey={({ pointer }) => pointer}
    empty={text.algorithms.noDifferences}
    columns={[
      {
        header: text.algorithms.parameter,
        cell: ({ pointer }) => (
          <>
            {titleOf?.(pointer)} <span className="mono">{pointer}</span>
          </>
        ),
      },
      { header: text.algorithms.from, cell: ({ from }) => <Value value={from} />, numeric: true },
      { header: text.algorithms.to, cell: ({ to }) => <Value value={to} />, numeric: true },
    ]}
  />
);

/** As JSON has it: `null` is a value, and what is not there is none. */
const Value = ({ value }: { value: unknown }) => (
  <span className="mono">{value === undefined ? text.algorithms.absent : JSON.stringify(value)}</span>
);
