import { Stack, Text } from '@mantine/core';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useHas, useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { type More, moreOf } from '../../shared/more-of';
import { between, count, duration } from '../../shared/numbers';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { RUN_FILTERS, RunFilters } from './run-filters';

type Run = Schemas['RunResponse'];

/** The largest page that the API gives. */
const LIMIT = 200;

/** The records of computations, the newest first. */
export function Component() {
  const [filters, setFilters] = useFilters(RUN_FILTERS);
  const isAdmin = useMay('admin');
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/runs',
    // The address may say anything: the API judges it, and says what is wrong.
    { params: { query: { limit: LIMIT, ...(filters as object) } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  return (
    <PageFrame title={text.runs.title}>
      {!isAdmin && <Text c="dimmed">{text.runs.own}</Text>}
      <RunFilters filters={filters} setFilters={setFilters} />
      <Loaded query={query} height={400}>
        {({ pages }) => {
          const runs = pages.flatMap((page) => page.runs);
          return (
            <Stack gap="xs">
              <Text size="sm" c="dimmed" role="status">
                {text.runs.shown(count(runs.length))}
              </Text>
              <RunsTable runs={runs} more={moreOf(query)} />
            </Stack>
          );
        }}
      </Loaded>
    </PageFrame>
  );
}

function RunsTable({ runs, more }: { runs: readonly Run[]; more?: More }) {
  const words = text.runs;
  const hasLearners = useHas('learners');
  return (
    <DataTable
      label={words.list}
      items={runs}
      rowKey={({ run_id }) => run_id}
      empty={words.none}
      more={more}
      columns={[
        { header: words.started, cell: ({ started_at }) => <Time at={started_at} /> },
        { header: words.id, cell: ({ run_id }) => <Id id={run_id} to={`/runs/${run_id}`} /> },
        { header: words.status, cell: ({ status }) => <StatusBadge status={status} /> },
        { header: words.algorithm, cell: ({ algo_key }) => algo_key },
        { header: words.version, cell: ({ version }) => version },
        { header: words.trigger, cell: ({ trigger }) => trigger },
        {
          header: words.took,
          numeric: true,
          cell: ({ started_at, completed_at }) => duration(between(started_at, completed_at)),
        },
        {
          header: words.user,
          cell: ({ user_id }) => <Id id={user_id} to={hasLearners ? `/learners/${user_id}` : undefined} />,
        },
        { header: words.error, cell: ({ error_code }) => error_code ?? '–' },
      ]}
    />
  );
}
