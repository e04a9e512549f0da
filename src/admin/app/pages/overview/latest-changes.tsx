import { Anchor, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';

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
              { header: text.overview.change, cell: ({ kind }) => kind },
              { header: text.overview.version, cell: ({ version }) => version ?? text.overview.none },
              { header: text.overview.who, cell: ({ actor_user_id }) => <Who id={actor_user_id} /> },
              { header: text.common.reason, cell: ({ reason }) => reason },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}

const Who = ({ id }: { id: string | null }) =>
  id ? (
    <span className="mono" title={id}>
      {id.slice(0, 8)}
    </span>
  ) : (
    text.common.system
  );
