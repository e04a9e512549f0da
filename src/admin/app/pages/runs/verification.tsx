import { Alert, Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, client, idempotent } from '../../api/client';
import { Loaded } from '../../shared/loaded';
import { ProblemNotice } from '../../shared/problem-notice';
import { Time } from '../../shared/time';
import { useChangeKey } from '../../shared/use-change-key';
import { text } from '../../strings';
import { JobProgress } from '../tune/job-progress';
import { type VerificationResult, verdictOf } from './verdict';

const KIND = 'runs.verify';
const POLL_MS = 1000;

/** Computes a run again by its own version and set, which makes no new run. For administrators. */
export function Verification({ runId }: { runId: string }) {
  const queries = useQueryClient();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const jobs = api.useQuery(
    'get',
    '/v1/learning/jobs',
    { params: { query: { kind: KIND, limit: 50 } } },
    {
      select: (data) => data.jobs.find(({ args }) => args.run_id === runId) ?? null,
      refetchInterval: ({ state }) =>
        state.data?.jobs.some(({ args, status }) => args.run_id === runId && isOpen(status)) ? POLL_MS : false,
    },
  );
  const { key, onFailure } = useChangeKey([runId, jobs.data?.id]);

  async function start(): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    try {
      const body = { kind: KIND, args: { run_id: runId } };
      await client.POST('/v1/learning/jobs', { headers: idempotent(key), body });
      await queries.invalidateQueries({ queryKey: ['get', '/v1/learning/jobs'] });
    } catch (error) {
      onFailure(error);
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  const words = text.runs;
  return (
    <Card withBorder component="section" aria-label={words.verification}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {words.verification}
          </Title>
          <Button
            variant="default"
            size="xs"
            onClick={() => void start()}
            loading={isBusy}
            disabled={!jobs.isSuccess || isOpen(jobs.data?.status)}
          >
            {jobs.data ? words.verifyAgain : words.verify}
          </Button>
        </Group>
        <Text size="sm">{words.verifyHelp}</Text>
        {failure !== undefined && <ProblemNotice error={failure} />}
        <Loaded query={jobs} height={40}>
          {(job) => {
            if (!job) return null;
            if (isOpen(job.status)) {
              return <JobProgress label={words.verification} status={job.status} progress={job.progress} />;
            }
            const { color, title, detail } = verdictOf(job.result as VerificationResult | null, job.error_message);
            return (
              <Alert color={color} title={title} role="status">
                {detail && <Text size="sm">{detail}</Text>}
                <Group gap="md">
                  <Text size="sm">
                    <Time at={job.ended_at} />
                  </Text>
                  <Anchor component={Link} to={`/jobs/${job.id}`} size="sm">
                    {words.itsJob}
                  </Anchor>
                </Group>
              </Alert>
            );
          }}
        </Loaded>
      </Stack>
    </Card>
  );
}

const isOpen = (status: string | undefined): boolean => status === 'QUEUED' || status === 'RUNNING';
