import { NativeSelect } from '@mantine/core';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count, number } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';

const LIMIT = 100;

/** What the active version of an algorithm keeps of the learner. */
export function LearnerStates({ id }: { id: string }) {
  const [filters, setFilters] = useFilters(['algo_key'] as const);
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
  const more = moreOf(query);
  const first = query.data?.pages[0];
  return (
    <Part title={words.states} note={first && words.by(first.algo_key, first.version)}>
      <NativeSelect
        label={words.algorithm}
        value={algo_key}
        onChange={({ currentTarget }) => setFilters({ algo_key: currentTarget.value })}
        data={keys.includes(algo_key) ? keys : [algo_key, ...keys]}
        maw="16rem"
      />
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
    </Part>
  );
}
