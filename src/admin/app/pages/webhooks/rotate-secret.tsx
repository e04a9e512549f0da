import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client, idempotent } from '../../api/client';
import { readNumber } from '../../form/numbers';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { readAgain } from '../algorithms/active-pair';
import { type WithSecret } from './secret-notice';
import { type Webhook } from './webhook';

const HOURS = { isInteger: true, least: 0, most: 168 } as const;

interface Props {
  webhook: Webhook;
  onRotated: (webhook: WithSecret) => void;
  onClose: () => void;
}

/** Makes a new secret. The page shows it once. */
export function RotateSecret({ webhook: { id }, onRotated, onClose }: Props) {
  const [typed, setTyped] = useState('24');
  const hours = readNumber(typed, HOURS);
  const words = text.webhooks;

  async function rotate(reason: string, key: string): Promise<void> {
    const { data } = await client.POST('/v1/learning/webhooks/{webhook_id}/secret', {
      params: { path: { webhook_id: id } },
      headers: idempotent(key),
      body: { reason, previous_valid_hours: Number(typed) },
    });
    onRotated(data!);
  }

  return (
    <ChangeDialog
      title={words.rotateTitle}
      action={words.rotate}
      isBlocked={'problem' in hours}
      content={typed}
      change={rotate}
      onDone={() => void readAgain()}
      onClose={onClose}
    >
      <Text>{words.rotateHelp}</Text>
      <TextInput
        label={words.hours}
        description={words.hoursHelp}
        value={typed}
        error={'problem' in hours ? hours.problem : undefined}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        required
      />
    </ChangeDialog>
  );
}
