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
import { useCalibrations } from './sets';

/** All that are stored, and which one is active. */
export function Component() {
  const query = useCalibrations();
  const words = text.items;
  const more = moreOf(query);
  return (
    <ItemsFrame tab="calibrations">
      <Stack gap="xl">
        <Part title={words['calibrations']}>
          <Loaded query={query}>
            {({ pages }) => (
              <DataTable
                label={words['calibrations']}
                items={pages.flatMap((page) => page.calibrations)}
                rowKey={({ id }) => id}
                empty={words.none}
                more={more}
                columns={[
                  { header: words.created, cell: ({ created_at }) => <Time at={created_at} /> },
                  { header: words.id, cell: ({ id }) => <Id id={id} to={`/items/calibrations/${id}`} /> },
                  { header: words.isActive, cell: ({ is_active }) => <ActiveBadge isActive={is_active} /> },
                  { header: words.items, numeric: true, cell: ({ items }) => count(items) },
                  { header: words.bank, cell: ({ bank_id }) => bank_id ?? '–' },
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
        <Adoptions kind="calibrations" />
      </Stack>
    </ItemsFrame>
  );
}
