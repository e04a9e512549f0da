import { Button, Card, SimpleGrid, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { FilterSelect, FilterText } from '../../shared/filter-fields';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { between, duration } from '../../shared/numbers';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { CurrentJobs } from './current-jobs';
import { JobsFrame } from './jobs-frame';
import { StartJob } from './start-job';

const LIMIT = 100;

/** What runs, and what ran. */
export function Component() {
  const [isStarting, setStarting] = useState(false);
  return (
    <JobsFrame tab="jobs" actions={<Button onClick={() => setStarting(true)}>{text.jobs.start}</Button>}>
      <Stack gap="xl">
        <CurrentJobs />
        <JobHistory />
      </Stack>
      {isStarting && <StartJob onClose={() => setStarting(false)} />}
    </JobsFrame>
  );
}

function JobHistory() {
  const [filters, setFilters] = useFilters(['kind', 'status', 'schedule_id'] as const);
  const kinds = api.useQuery('get', '/v1/learning/jobs/kinds').data?.kinds ?? [];
  const words = text.jobs;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/jobs',
    { params: { query: { limit: LIMIT, ...(filters as object) } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <Stack gap="sm" component="section">
      <Title order={2} size="h4">
        {words.history}
      </Title>
      <Card withBorder component="section" aria-label={words.filters}>
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <FilterSelect
            label={words.kind}
            value={filters.kind}
            onChange={(kind) => setFilters({ kind })}
            options={kinds.map(({ kind }) => kind)}
          />
          <FilterSelect
            label={words.status}
            value={filters.status}
            onChange={(status) => setFilters({ status })}
            options={['QUEUED', 'RUNNING', 'SUCCESS', 'FAILED', 'CANCELLED']}
          />
          <FilterText
            label={words.schedule}
            value={filters.schedule_id}
            onChange={(schedule_id) => setFilters({ schedule_id })}
          />
        </SimpleGrid>
      </Card>
      <Loaded query={query} height={300}>
        {({ pages }) => (
          <DataTable
            label={words.history}
            items={pages.flatMap(({ jobs }) => jobs)}
            rowKey={({ id }) => id}
            empty={words.none}
            more={more}
            columns={[
              { header: words.created, cell: ({ created_at }) => <Time at={created_at} /> },
              { header: words.id, cell: ({ id }) => <Id id={id} to={`/jobs/${id}`} /> },
              { header: words.kind, cell: ({ kind }) => kind },
              { header: words.status, cell: ({ status }) => <StatusBadge status={status} /> },
              {
                header: words.took,
                numeric: true,
                cell: ({ started_at, ended_at }) => duration(between(started_at, ended_at)),
              },
              {
                header: words.schedule,
                cell: ({ schedule_id }) => <Id id={schedule_id} to={`/jobs/schedules/${schedule_id}`} whole />,
              },
              { header: words.error, cell: ({ error_code }) => error_code ?? '–' },
              { header: text.common.reason, cell: ({ reason }) => reason ?? '–' },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
