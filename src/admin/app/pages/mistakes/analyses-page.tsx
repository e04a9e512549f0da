import { SimpleGrid, Stack, Text } from '@mantine/core';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { FilterText } from '../../shared/filter-fields';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { ItemsFrame } from '../items/items-frame';
import { OutcomeBadge } from './outcome-badge';

const LIMIT = 50;

/** What jobs that analyse mistakes have found, the newest first. */
export function Component() {
  const [filters, setFilters] = useFilters(['bank_id', 'group_id'] as const);
  const words = text.mistakes;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/mistake-analyses',
    { params: { query: { limit: LIMIT, ...filters } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <ItemsFrame tab="mistakes">
      <Stack>
        <Text c="dimmed">{words.help}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          <FilterText label={words.bank} value={filters.bank_id} onChange={(bank_id) => setFilters({ bank_id })} />
          <FilterText label={words.group} value={filters.group_id} onChange={(group_id) => setFilters({ group_id })} />
        </SimpleGrid>
        <Loaded query={query} height={300}>
          {({ pages }) => (
            <DataTable
              label={words.analyses}
              items={pages.flatMap(({ mistake_analyses }) => mistake_analyses)}
              rowKey={({ id }) => id}
              empty={words.none}
              more={more}
              columns={[
                { header: words.analysis, cell: ({ id }) => <Id id={id} to={`/items/mistakes/${id}`} /> },
                { header: words.outcome, cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
                { header: words.made, cell: ({ created_at }) => <Time at={created_at} /> },
                { header: words.bank, cell: ({ bank_id }) => bank_id ?? '–' },
                { header: words.group, cell: ({ group_id }) => group_id ?? '–' },
                { header: words.version, cell: ({ version }) => version },
                { header: words.learners, numeric: true, cell: ({ learners }) => count(learners) },
                { header: words.answers, numeric: true, cell: ({ answers }) => count(answers) },
              ]}
            />
          )}
        </Loaded>
      </Stack>
    </ItemsFrame>
  );
}
