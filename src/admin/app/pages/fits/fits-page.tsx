import { SimpleGrid, Stack, Text } from '@mantine/core';
import { api } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { DataTable } from '../../shared/data-table';
import { FilterSelect } from '../../shared/filter-fields';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count, signed, within } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { contentOf, setAddress } from './fit-report';
import { OutcomeBadge } from './outcome-badge';

const LIMIT = 50;

/** What jobs that fit parameters have found, the newest first. */
export function Component() {
  const [filters, setFilters] = useFilters(['algo_key'] as const);
  const keys = api.useQuery('get', '/v1/learning/info').data?.algorithms.map(({ algo_key }) => algo_key) ?? [];
  const words = text.fits;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/fit-reports',
    { params: { query: { limit: LIMIT, ...filters } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <PageFrame title={words.title}>
      <Text c="dimmed">{words.help}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <FilterSelect
          label={words.algorithm}
          value={filters.algo_key}
          onChange={(algo_key) => setFilters({ algo_key })}
          options={keys}
        />
      </SimpleGrid>
      <Loaded query={query} height={300}>
        {({ pages }) => (
          <Stack>
            <DataTable
              label={words.title}
              items={pages.flatMap(({ fit_reports }) => fit_reports)}
              rowKey={({ id }) => id}
              empty={words.none}
              more={more}
              columns={[
                { header: words.report, cell: ({ id }) => <Id id={id} to={`/fits/${id}`} /> },
                { header: words.outcome, cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
                { header: words.made, cell: ({ created_at }) => <Time at={created_at} /> },
                { header: words.algorithm, cell: ({ algo_key }) => algo_key },
                { header: words.version, cell: ({ version }) => version },
                {
                  header: words.againstActive,
                  numeric: true,
                  cell: (fit) => {
                    const active = contentOf(fit).differences?.active;
                    return within(active?.mean, active?.interval, signed);
                  },
                },
                { header: words.judgedAnswers, numeric: true, cell: (fit) => count(contentOf(fit).judged.answers) },
                {
                  header: words.set,
                  cell: (fit) => <Id id={fit.params_id} to={setAddress(fit, fit.params_id ?? '')} />,
                },
              ]}
            />
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}
