import { Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { DataTable } from '../../shared/data-table';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count, number } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { ActiveBadge } from './active-badge';
import { AdoptButton } from './adopt-button';

const LIMIT = 200;

/** One skill map: what its items ask for, and which options are right. */
export function Component() {
  const { skill_map_id = '' } = useParams();
  const query = api.useQuery('get', '/v1/learning/skill-maps/{skill_map_id}', { params: { path: { skill_map_id } } });
  const words = text.items;
  const set = query.data;
  return (
    <PageFrame
      title={words.skillMap(skill_map_id.slice(0, 8))}
      actions={set && <AdoptButton kind="skill-maps" id={set.id} isActive={set.is_active} />}
    >
      <Loaded query={query}>
        {(data) => (
          <Stack gap="xl">
            <Facts
              label={words.details}
              facts={[
                [words.id, <Id key="id" id={data.id} whole />],
                [words.isActive, <ActiveBadge key="active" isActive={data.is_active} />],
                [words.items, count(data.items)],
                [words.created, <Time key="created" at={data.created_at} />],
                [words.madeFrom, <Id key="made-from" id={data.made_from} to={`/items/skill-maps/${data.made_from}`} />],
                [words.digest, <Id key="digest" id={data.digest} />],
              ]}
            />
            <MappedItems id={data.id} />
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}

const skillsOf = (skills: readonly Schemas['MappedSkillResponse'][] | null): string =>
  skills?.map(({ skill_id, weight }) => (weight === 1 ? skill_id : `${skill_id} (${number(weight)})`)).join(', ') ??
  '–';

function MappedItems({ id }: { id: string }) {
  const words = text.items;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/skill-maps/{skill_map_id}/items',
    { params: { path: { skill_map_id: id }, query: { limit: LIMIT } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <Part title={words.items}>
      <Loaded query={query}>
        {({ pages }) => (
          <DataTable
            label={words.items}
            items={pages.flatMap(({ items }) => items)}
            rowKey={({ item_id, item_version }) => `${item_id} ${item_version}`}
            more={more}
            columns={[
              { header: words.item, cell: ({ item_id }) => item_id },
              { header: words.version, cell: ({ item_version }) => item_version ?? '–' },
              { header: words.skills, cell: ({ skills }) => skillsOf(skills) },
              { header: words.key, cell: ({ key_option }) => key_option ?? '–' },
            ]}
          />
        )}
      </Loaded>
    </Part>
  );
}
