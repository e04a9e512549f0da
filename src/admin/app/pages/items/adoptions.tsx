import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { AdoptionDialog } from './adoption-dialog';
import { type SetKind, useAdoptions, withdraw } from './sets';

const pathOf = (kind: SetKind, id: string): string => `/items/${kind}/${id}`;

/** Which set is active, and which ones were. */
export function Adoptions({ kind }: { kind: SetKind }) {
  const mayChange = useMay('admin');
  const [isAsking, setAsking] = useState(false);
  const query = useAdoptions(kind);
  const last = query.data?.adoptions[0];
  const words = text.items;
  return (
    <Stack gap="xl">
      <Loaded query={query}>
        {({ adoptions }) => (
          <>
            <Card withBorder component="section" aria-label={words.activeNow}>
              <Group justify="space-between">
                {last?.set_id ? (
                  <Text component="div">
                    {words.activeNow}: <Id id={last.set_id} to={pathOf(kind, last.set_id)} /> ·{' '}
                    <Time at={last.adopted_at} />
                  </Text>
                ) : (
                  <Text>{words.noneActive}</Text>
                )}
                {mayChange && last?.set_id && (
                  <Button variant="default" onClick={() => setAsking(true)}>
                    {words.withdraw}
                  </Button>
                )}
              </Group>
            </Card>
            <Part title={words.adoptions}>
              <DataTable
                label={words.adoptions}
                items={adoptions}
                rowKey={({ id }) => id}
                empty={words.none}
                columns={[
                  { header: words.when, cell: ({ adopted_at }) => <Time at={adopted_at} /> },
                  {
                    header: words.set,
                    cell: ({ set_id }) => (set_id ? <Id id={set_id} to={pathOf(kind, set_id)} /> : words.withdrawn),
                  },
                  {
                    header: words.by,
                    cell: ({ actor_user_id }) => (actor_user_id ? <Id id={actor_user_id} /> : text.common.system),
                  },
                  { header: text.common.reason, cell: ({ reason }) => reason },
                ]}
              />
            </Part>
          </>
        )}
      </Loaded>
      {isAsking && (
        <AdoptionDialog
          title={words.withdrawTitle}
          action={words.withdraw}
          help={words.withdrawHelp}
          isDangerous
          newest={last}
          change={(seen, reason, key) => withdraw(kind, seen, reason, key)}
          onClose={() => setAsking(false)}
        />
      )}
    </Stack>
  );
}
