import { Anchor, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName } from '../algorithms/active-pair';
import { Who } from '../algorithms/who';

/** The newest entries of the activation log. */
export function LatestChanges() {
  const query = api.useQuery('get', '/v1/learning/activations', { params: { query: { limit: 5 } } });
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">
        {text.overview.latest}
      </Title>
      <Loaded query={query}>
        {({ activations }) => (
          <DataTable
            label={text.overview.latest}
            items={activations}
            rowKey={({ id }) => id}
            columns={[
              { header: text.overview.when, cell: ({ activated_at }) => <Time at={activated_at} /> },
              {
                header: text.overview.algorithm,
                cell: ({ algo_key }) => (
                  <Anchor component={Link} to={`/algorithms/${algo_key}`}>
                    {algo_key}
                  </Anchor>
                ),
              },
              { header: text.overview.change, cell: ({ kind }) => text.algorithms.kinds[kind] },
              {
                header: text.overview.set,
                cell: (entry) => <span className="mono">{pairName(entry) ?? text.overview.none}</span>,
              },
              { header: text.overview.who, cell: ({ actor_user_id }) => <Who id={actor_user_id} /> },
              { header: text.common.reason, cell: ({ reason }) => reason },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
