import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useHas, useMay } from '../../session/session';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { JsonBlock } from '../../shared/json-block';
import { Loaded } from '../../shared/loaded';
import { between, duration } from '../../shared/numbers';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { isWhole } from './recorded';
import { Rerun } from './rerun';
import { RerunResult } from './rerun-result';
import { Verification } from './verification';

type Run = Schemas['RunResponse'];

/** One computation: what went in, what came out, by what. */
export function Component() {
  const { run_id: runId = '' } = useParams();
  const [isAsking, setAsking] = useState(false);
  const [again, setAgain] = useState<Run>();
  const query = api.useQuery('get', '/v1/learning/runs/{run_id}', { params: { path: { run_id: runId } } });
  const run = query.data;
  const mayVerify = [useMay('admin'), useHas('jobs')].every(Boolean);
  return (
    <PageFrame
      title={text.runs.run(runId.slice(0, 8))}
      actions={
        run?.purpose === 'live' &&
        isWhole(run.input_summary) && <Button onClick={() => setAsking(true)}>{text.runs.rerun}</Button>
      }
    >
      <Loaded query={query} height={400}>
        {(data) => (
          <Stack gap="lg">
            {again && <RerunResult run={data} again={again} />}
            {data.error_message !== null && (
              <Alert color="red" title={data.error_code ?? text.runs.error}>
                {data.error_message}
              </Alert>
            )}
            <RunFacts run={data} />
            {mayVerify && <Verification runId={runId} />}
            {!isWhole(data.input_summary) && <Alert color="gray">{text.runs.notWhole}</Alert>}
            <JsonBlock title={text.runs.input} name={`run-${data.run_id}-input`} value={data.input_summary} />
            {data.output_summary ? (
              <JsonBlock title={text.runs.output} name={`run-${data.run_id}-output`} value={data.output_summary} />
            ) : (
              <Text c="dimmed">{data.status === 'RUNNING' ? text.runs.stillRunning : text.runs.noOutput}</Text>
            )}
          </Stack>
        )}
      </Loaded>
      {isAsking && run && <Rerun run={run} onDone={setAgain} onClose={() => setAsking(false)} />}
    </PageFrame>
  );
}

function RunFacts({ run }: { run: Run }) {
  const words = text.runs;
  const hasLearners = useHas('learners');
  const ofSession = `/runs?session_id=${run.session_id}`;
  return (
    <Facts
      label={words.details}
      facts={[
        [words.id, <Id key="id" id={run.run_id} whole />],
        [words.status, <StatusBadge key="status" status={run.status} />],
        [
          words.algorithm,
          <Anchor key="algorithm" component={Link} to={`/algorithms/${run.algo_key}`}>
            {run.algo_key}
          </Anchor>,
        ],
        [words.version, run.version_named ? `${run.version} (${words.named})` : run.version],
        [words.set, <Id key="set" id={run.params_id} to={setOf(run)} whole />],
        [words.started, <Time key="started" at={run.started_at} />],
        [words.took, duration(between(run.started_at, run.completed_at))],
        [words.trigger, run.trigger],
        [words.purpose, run.purpose === 'live' ? undefined : words.purposes[run.purpose]],
        [
          words.parent,
          run.parent_run_id ? (
            <Id key="parent" id={run.parent_run_id} to={`/runs/${run.parent_run_id}`} whole />
          ) : undefined,
        ],
        [
          words.user,
          <Id key="user" id={run.user_id} to={hasLearners ? `/learners/${run.user_id}` : undefined} whole />,
        ],
        [words.session, <Id key="session" id={run.session_id} to={ofSession} whole />],
        [words.pin, run.pin_activation_id ?? undefined],
        [words.active, run.active_activation_id ?? undefined],
        [words.runtime, run.runtime ?? undefined],
      ]}
    />
  );
}

const setOf = ({ algo_key, version, params_id }: Run): string =>
  `/algorithms/${algo_key}/versions/${version}/params/${params_id}`;
