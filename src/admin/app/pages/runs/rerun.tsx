import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, client, idempotent, type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';

type Run = Schemas['RunResponse'];

interface Props {
  run: Run;
  onDone: (again: Run) => void;
  onClose: () => void;
}

/** Computes the input of a run again, for the learner and in the session of the run. */
export function Rerun({ run, onDone, onClose }: Props) {
  const queries = useQueryClient();
  const mayNameLearner = useMay('service');
  const info = api.useQuery('get', '/v1/learning/info');
  const active = info.data?.algorithms.find(({ algo_key }) => algo_key === run.algo_key)?.active_version;

  async function rerun(_reason: string, key: string): Promise<void> {
    const { data } = await client.POST('/v1/learning/{algo_key}', {
      params: { path: { algo_key: run.algo_key } },
      headers: idempotent(key),
      body: {
        input: run.input_summary,
        ...(mayNameLearner && { trigger: 'manual' as const, user_id: run.user_id ?? undefined }),
        session_id: run.session_id ?? undefined,
      },
    });
    const params = { path: { run_id: data!.run_id } };
    const again = await client.GET('/v1/learning/runs/{run_id}', { params });
    onDone(again.data!);
    await queries.invalidateQueries({ queryKey: ['get', '/v1/learning/runs'] });
  }

  return (
    <ChangeDialog
      title={text.runs.rerunTitle}
      action={text.runs.rerun}
      hasReason={false}
      change={rerun}
      onClose={onClose}
    >
      <Text>{text.runs.rerunHelp}</Text>
      <Text>
        {text.runs.rerunVersion(run.version)} {active && active !== run.version && text.runs.rerunActive(active)}
      </Text>
    </ChangeDialog>
  );
}
