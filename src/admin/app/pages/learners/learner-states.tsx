import { NativeSelect, SimpleGrid, Text } from '@mantine/core';
import { type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { api, type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count, number } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { CompareStates } from './compare-states';

const LIMIT = 100;

/** What the active version of an algorithm keeps of the learner. */
export function LearnerStates({ id }: { id: string }) {
  const [filters, setFilters] = useFilters(['algo_key', 'compare'] as const);
  const info = api.useQuery('get', '/v1/learning/info');
  const keys = info.data?.algorithms.map(({ algo_key }) => algo_key) ?? [];
  const algo_key = filters.algo_key ?? 'mastery';
  const words = text.learners;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/learners/{learner_id}/state',
    { params: { path: { learner_id: id }, query: { algo_key, limit: LIMIT } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const others = useOthers(algo_key);
  const other = others.find((one) => one.id === filters.compare);
  const first = query.data?.pages[0];
  return (
    <Part title={words.states} note={first && words.by(first.algo_key, first.version)}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        <NativeSelect
          label={words.algorithm}
          value={algo_key}
          onChange={({ currentTarget }) => setFilters({ algo_key: currentTarget.value, compare: '' })}
          data={keys.includes(algo_key) ? keys : [algo_key, ...keys]}
        />
        {others.length > 0 && (
          <NativeSelect
            label={words.compare}
            value={other?.id ?? ''}
            onChange={({ currentTarget }) => setFilters({ compare: currentTarget.value })}
            data={[
              { value: '', label: words.compareNone },
              ...others.map(({ id: value, version, params_id }) => ({
                value,
                label: words.comparedWith(algo_key, version, params_id.slice(0, 8)),
              })),
            ]}
          />
        )}
      </SimpleGrid>
      {others.length > 0 && (
        <Text size="sm" c="dimmed">
          {words.compareHelp}
        </Text>
      )}
      {other ? <CompareStates id={id} algoKey={algo_key} other={other} /> : <StatesTable query={query} />}
    </Part>
  );
}

type StatesQuery = UseInfiniteQueryResult<InfiniteData<Schemas['LearnerStatesResponse']>, unknown>;

function StatesTable({ query }: { query: StatesQuery }) {
  const words = text.learners;
  const more = moreOf(query);
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <DataTable
          label={words.states}
          items={pages.flatMap(({ states }) => states)}
          rowKey={({ scope_kind, scope_id }) => `${scope_kind} ${scope_id}`}
          empty={words.noStates}
          more={more}
          columns={[
            { header: words.scope, cell: ({ scope_kind }) => scope_kind },
            { header: words.scopeId, cell: ({ scope_id }) => scope_id },
            { header: words.value, numeric: true, cell: ({ value }) => number(value) },
            { header: words.dueAt, cell: ({ due_at }) => (due_at ? <Time at={due_at} /> : '–') },
            { header: words.answers, numeric: true, cell: ({ answers }) => count(answers) },
            { header: words.state, cell: ({ state }) => <span className="mono">{JSON.stringify(state)}</span> },
          ]}
        />
      )}
    </Loaded>
  );
}

/** What else has states of the algorithm that are kept up to date. Administrators alone may see which. */
function useOthers(algo_key: string): readonly Schemas['ProjectionResponse'][] {
  const isAdmin = useMay('admin');
  const { data } = api.useQuery(
    'get',
    '/v1/learning/projections',
    { params: { query: { algo_key, limit: LIMIT } } },
    { enabled: isAdmin },
  );
  return (data?.projections ?? []).filter(({ active, status }) => !active && status !== 'RETIRED');
}
