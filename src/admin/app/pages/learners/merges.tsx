import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { count } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';

/** The accounts that are or were one with this learner. */
export function Merges({ id }: { id: string }) {
  const query = api.useQuery('get', '/v1/learning/learners/{learner_id}/merges', {
    params: { path: { learner_id: id } },
  });
  const words = text.learners;
  return (
    <Part title={words.merges}>
      <Loaded query={query} height={60}>
        {({ merges }) => (
          <DataTable
            label={words.merges}
            items={merges}
            rowKey={(merge) => merge.id}
            empty={words.noMerges}
            columns={[
              { header: words.merged, cell: ({ merged_at }) => <Time at={merged_at} /> },
              { header: words.from, cell: (merge) => <Id id={merge.from_learner_id} /> },
              {
                header: words.into,
                cell: (merge) => <Id id={merge.into_learner_id} to={`/learners/${merge.into_learner_id}`} />,
              },
              { header: words.conflicts, numeric: true, cell: ({ conflicts }) => count(conflicts) },
              { header: words.undone, cell: ({ undone_at }) => (undone_at ? <Time at={undone_at} /> : '–') },
              { header: text.common.reason, cell: ({ reason }) => reason },
            ]}
          />
        )}
      </Loaded>
    </Part>
  );
}
