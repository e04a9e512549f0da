import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { api } from '../../api/client';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { JobProgress } from './job-progress';

/** While something runs, it is asked for again so often. */
export const REFRESH_MS = 2_000;
/** Otherwise: another administrator, or a schedule, may have started one. */
const IDLE_MS = 30_000;

const LIMIT = 50;

/** What runs now, and what waits for a worker, the oldest first. */
export function CurrentJobs() {
  const running = useJobs('RUNNING');
  const queued = useJobs('QUEUED');
  return (
    <Stack gap="xs" component="section" aria-label={text.jobs.current}>
      <Title order={2} size="h4">
        {text.jobs.current}
      </Title>
      <Loaded query={running} height={80}>
        {(first) => (
          <Loaded query={queued} height={80}>
            {(second) => {
              const jobs = [...first.jobs.toReversed(), ...second.jobs.toReversed()];
              if (jobs.length === 0) return <Text c="dimmed">{text.jobs.noCurrent}</Text>;
              return jobs.map((job) => (
                <Card key={job.id} withBorder padding="sm">
                  <Group justify="space-between">
                    <Stack gap={4}>
                      <Group gap="xs">
                        <Text fw={600}>{job.kind}</Text>
                        <StatusBadge status={job.status} />
                      </Group>
                      <Text size="sm" c="dimmed">
                        <Id id={job.id} to={`/jobs/${job.id}`} /> <Time at={job.started_at ?? job.created_at} />
                      </Text>
                    </Stack>
                    {job.status === 'RUNNING' && <JobProgress job={job} />}
                  </Group>
                </Card>
              ));
            }}
          </Loaded>
        )}
      </Loaded>
    </Stack>
  );
}

const useJobs = (status: 'RUNNING' | 'QUEUED') =>
  api.useQuery(
    'get',
    '/v1/learning/jobs',
    { params: { query: { status, limit: LIMIT } } },
    { refetchInterval: ({ state }) => (state.data?.jobs.length ? REFRESH_MS : IDLE_MS) },
  );
