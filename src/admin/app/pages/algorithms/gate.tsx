import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { limit, limitPercent } from '../../shared/numbers';
import { GateDialog } from './gate-dialog';
import { Who } from './who';

/** What an activation needs, and how that was set. */
export function Gate({ algoKey }: { algoKey: string }) {
  const [isSetting, setSetting] = useState(false);
  const query = api.useQuery('get', '/v1/learning/algorithms/{algo_key}/gate', {
    params: { path: { algo_key: algoKey } },
  });
  return (
    <Loaded query={query}>
      {(gate) => (
        <Stack gap="lg">
          <Card withBorder>
            <Group justify="space-between" align="start">
              <Stack gap={4}>
                <Text fw={600}>{text.algorithms.gateModes[gate.mode]}</Text>
                {gate.mode !== 'off' && (
                  <>
                    <Text size="sm">
                      {text.algorithms.margin}:{' '}
                      {gate.log_loss_margin === null ? text.algorithms.noLimit : limit(gate.log_loss_margin)}
                    </Text>
                    <Text size="sm">
                      {text.algorithms.mostChanged}:{' '}
                      {gate.most_changed === null ? text.algorithms.noLimit : limitPercent(gate.most_changed)}
                    </Text>
                  </>
                )}
              </Stack>
              <Button variant="default" onClick={() => setSetting(true)}>
                {text.algorithms.setGate}
              </Button>
            </Group>
          </Card>
          <DataTable
            label={text.algorithms.gateHistory(algoKey)}
            items={gate.history}
            rowKey={({ id }) => id}
            empty={text.algorithms.gateNeverSet}
            columns={[
              { header: text.algorithms.when, cell: ({ set_at }) => <Time at={set_at} /> },
              { header: text.algorithms.mode, cell: ({ mode }) => mode },
              {
                header: text.algorithms.margin,
                cell: ({ log_loss_margin }) => limit(log_loss_margin),
                numeric: true,
              },
              {
                header: text.algorithms.mostChanged,
                cell: ({ most_changed }) => limitPercent(most_changed),
                numeric: true,
              },
              { header: text.algorithms.createdBy, cell: ({ actor_user_id }) => <Who id={actor_user_id} /> },
              { header: text.common.reason, cell: ({ reason }) => reason },
            ]}
          />
          {isSetting && <GateDialog gate={gate} onClose={() => setSetting(false)} />}
        </Stack>
      )}
    </Loaded>
  );
}
