import { Alert, Button, Card, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, client, idempotent, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { ChangeDialog } from '../../shared/change-dialog';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { JsonBlock } from '../../shared/json-block';
import { Loaded } from '../../shared/loaded';
import { between, count, duration } from '../../shared/numbers';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { REFRESH_MS } from './current-jobs';
import { JobProgress } from './job-progress';

type Job = Schemas['JobResponse'];

const isOpen = ({ status }: Job): boolean => status === 'QUEUED' || status === 'RUNNING';

/** One job: what it was asked, how far it is, what came of it. */
export function Component() {
  const { job_id = '' } = useParams();
  const [isAsking, setAsking] = useState(false);
  const query = api.useQuery(
    'get',
    '/v1/learning/jobs/{job_id}',
    { params: { path: { job_id } } },
    { refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? REFRESH_MS : false) },
  );
  const job = query.data;
  return (
    <PageFrame
      title={job ? text.jobs.job(job.kind) : text.jobs.title}
      actions={
        job &&
        isOpen(job) && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {text.jobs.cancel}
          </Button>
        )
      }
    >
      <Loaded query={query} height={400}>
        {(data) => (
          <Stack gap="lg">
            {data.error_message !== null && (
              <Alert color="red" title={data.error_code ?? text.jobs.error}>
                {data.error_message}
              </Alert>
            )}
            {isOpen(data) && (
              <Card withBorder>
                <JobProgress job={data} />
              </Card>
            )}
            <JobFacts job={data} />
            <JsonBlock title={text.jobs.args} name={`job-${data.id}-args`} value={data.args} />
            {data.result && <JsonBlock title={text.jobs.result} name={`job-${data.id}-result`} value={data.result} />}
          </Stack>
        )}
      </Loaded>
      {isAsking && job && <CancelJob job={job} onClose={() => setAsking(false)} />}
    </PageFrame>
  );
}

function JobFacts({ job }: { job: Job }) {
  const words = text.jobs;
  return (
    <Facts
      label={words.details}
      facts={[
        [words.id, <Id key="id" id={job.id} whole />],
        [words.status, <StatusBadge key="status" status={job.status} />],
        [words.created, <Time key="created" at={job.created_at} />],
        [words.by, job.created_by_user_id ? <Id key="by" id={job.created_by_user_id} whole /> : text.common.system],
        [words.started, <Time key="started" at={job.started_at} />],
        [words.ended, <Time key="ended" at={job.ended_at} />],
        [words.took, duration(between(job.started_at, job.ended_at))],
        [words.progress, isOpen(job) ? undefined : count(job.progress.done)],
        [words.attempts, count(job.attempts)],
        [
          words.schedule,
          job.schedule_id ? (
            <Id key="schedule" id={job.schedule_id} to={`/jobs/schedules/${job.schedule_id}`} whole />
          ) : undefined,
        ],
        [words.scheduledFor, job.scheduled_for ? <Time key="for" at={job.scheduled_for} /> : undefined],
        [text.common.reason, job.reason ?? undefined],
      ]}
    />
  );
}

function CancelJob({ job: { id }, onClose }: { job: Job; onClose: () => void }) {
  const queries = useQueryClient();
  return (
    <ChangeDialog
      title={text.jobs.cancelTitle}
      action={text.jobs.cancel}
      hasReason={false}
      isDangerous
      change={(_reason, key) =>
        client.POST('/v1/learning/jobs/{job_id}/cancel', {
          params: { path: { job_id: id } },
          headers: idempotent(key),
          body: {},
        })
      }
      onDone={() => void queries.invalidateQueries()}
      onClose={onClose}
    >
      <Text>{text.jobs.cancelHelp}</Text>
    </ChangeDialog>
  );
}
