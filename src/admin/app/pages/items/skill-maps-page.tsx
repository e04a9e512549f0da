import { Stack } from '@mantine/core';
import { DataTable } from '../../shared/data-table';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { ActiveBadge } from './active-badge';
import { Adoptions } from './adoptions';
import { ItemsFrame } from './items-frame';
import { useSkillMaps } from './sets';

/** All that are stored, and which one is active. */
export function Component() {
  const query = useSkillMaps();
  const words = text.items;
  const more = moreOf(query);
  return (
    <ItemsFrame tab="skill-maps">
      <Stack gap="xl">
        <Part title={words['skill-maps']}>
          <Loaded query={query}>
            {({ pages }) => (
              <DataTable
                label={words['skill-maps']}
                items={pages.flatMap((page) => page.skill_maps)}
                rowKey={({ id }) => id}
                empty={words.none}
                more={more}
                columns={[
                  { header: words.created, cell: ({ created_at }) => <Time at={created_at} /> },
                  { header: words.id, cell: ({ id }) => <Id id={id} to={`/items/skill-maps/${id}`} /> },
                  { header: words.isActive, cell: ({ is_active }) => <ActiveBadge isActive={is_active} /> },
                  { header: words.items, numeric: true, cell: ({ items }) => count(items) },
                  {
                    header: words.madeFrom,
                    cell: ({ made_from }) => <Id id={made_from} to={`/items/skill-maps/${made_from}`} />,
                  },
                  {
                    header: words.by,
                    cell: ({ created_by_user_id }) =>
                      created_by_user_id ? <Id id={created_by_user_id} /> : text.common.system,
                  },
                ]}
              />
            )}
          </Loaded>
        </Part>
        <Adoptions kind="skill-maps" />
      </Stack>
    </ItemsFrame>
  );
}
