import { Alert } from '@mantine/core';
import { useEffect } from 'react';
import { api } from '../../api/client';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { readAgain } from '../algorithms/active-pair';
import { JobProgress } from './job-progress';

const POLL_MS = 1000;

/** The job that makes the states of all learners, and then activates. */
export function WarmJob({ jobId }: { jobId: string }) {
  const query = api.useQuery(
    'get',
    '/v1/learning/jobs/{job_id}',
    { params: { path: { job_id: jobId } } },
    { refetchInterval: ({ state: { data } }) => (data && data.ended_at === null ? POLL_MS : false) },
  );
  const isDone = query.data?.status === 'SUCCESS';
  useEffect(() => {
    if (isDone) void readAgain();
  }, [isDone]);
  return (
    <Loaded query={query} height={40}>
      {({ status, progress, ended_at, error_code, error_message }) =>
        ended_at === null ? (
          <JobProgress label={text.tune.activate} status={status} progress={progress} />
        ) : (
          <Alert color={isDone ? 'teal' : 'red'} title={isDone ? text.tune.warmDone : text.tune.warmFailed}>
            {error_code && <span className="mono">{error_code}</span>} {error_message}
          </Alert>
        )
      }
    </Loaded>
  );
}
