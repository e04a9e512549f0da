import { NativeSelect, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, client, idempotent } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { JsonBlock } from '../../shared/json-block';
import { JsonField, jsonObject } from '../../shared/json-field';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';

/** Asks for a kind and its arguments, and queues a job. Leads to it. */
export function StartJob({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const query = api.useQuery('get', '/v1/learning/jobs/kinds');
  const [chosen, setKind] = useState<string>();
  const [args, setArgs] = useState('{}');
  const kinds = query.data?.kinds ?? [];
  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0];

  async function start(reason: string, key: string): Promise<void> {
    const { data } = await client.POST('/v1/learning/jobs', {
      headers: idempotent(key),
      body: { kind: kind!.kind, args: jsonObject(args), ...(reason && { reason }) },
    });
    await queries.invalidateQueries({ queryKey: ['get', '/v1/learning/jobs'] });
    await navigate(`/jobs/${data!.id}`);
  }

  return (
    <ChangeDialog
      title={text.jobs.start}
      action={text.jobs.startAction}
      hasReason={kind?.needs_reason ?? false}
      isBlocked={kind === undefined || jsonObject(args) === undefined}
      content={[kind?.kind, args]}
      change={start}
      onClose={onClose}
    >
      <Loaded query={query}>
        {() => (
          <>
            <NativeSelect
              label={text.jobs.kind}
              value={kind?.kind}
              onChange={({ currentTarget }) => setKind(currentTarget.value)}
              data={kinds.map((each) => each.kind)}
            />
            <Text size="sm">{kind?.description}</Text>
            <JsonField label={text.jobs.args} description={text.jobs.argsHelp} value={args} onChange={setArgs} />
            {kind && <JsonBlock title={text.jobs.contract} name={`args-of-${kind.kind}`} value={kind.args} />}
          </>
        )}
      </Loaded>
    </ChangeDialog>
  );
}
