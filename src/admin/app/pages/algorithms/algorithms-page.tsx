import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { text } from '../../strings';

/** Every algorithm, with what is active of it. */
export function Component() {
  const info = api.useQuery('get', '/v1/learning/info');
  const all = api.useQuery('get', '/v1/learning/algorithms');
  const versionsOf = (key: string) => all.data?.algorithms.find(({ algo_key }) => algo_key === key)?.versions ?? [];
  return (
    <PageFrame title={text.layout.algorithms}>
      <Loaded query={info}>
        {({ algorithms }) => (
          <DataTable
            label={text.layout.algorithms}
            items={algorithms}
            rowKey={({ algo_key }) => algo_key}
            columns={[
              {
                header: text.algorithms.algorithm,
                cell: ({ algo_key }) => (
                  <Anchor component={Link} to={`/algorithms/${algo_key}`} fw={600}>
                    {algo_key}
                  </Anchor>
                ),
              },
              {
                header: text.algorithms.active,
                cell: ({ active_version }) => active_version ?? <Text span>{text.algorithms.noneActive}</Text>,
              },
              { header: text.algorithms.status, cell: ({ status }) => status && <StatusBadge status={status} /> },
              {
                header: text.algorithms.activeSince,
                cell: ({ updated_at }) => (updated_at ? <Time at={updated_at} /> : '–'),
              },
              {
                header: text.algorithms.versions,
                cell: ({ algo_key }) =>
                  versionsOf(algo_key)
                    .map(({ version }) => version)
                    .join(', '),
              },
            ]}
          />
        )}
      </Loaded>
    </PageFrame>
  );
}
