import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client, idempotent } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { readAgain } from '../algorithms/active-pair';
import { type WithSecret } from './secret-notice';
import { EVENT_TYPES, type EventType, putWebhook, type Webhook } from './webhook';

interface Props {
  /** As it was when the change began; undefined: one is created. */
  webhook?: Webhook;
  onCreated?: (webhook: WithSecret) => void;
  onClose: () => void;
}

/** Creates a webhook, or sets one as a whole. */
export function SetWebhook({ webhook, onCreated, onClose }: Props) {
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [types, setTypes] = useState<readonly EventType[]>(webhook?.event_types ?? []);
  const words = text.webhooks;
  const given = {
    ...{ url: url.trim(), description: description.trim() },
    event_types: EVENT_TYPES.filter((type) => types.includes(type)),
  };

  async function save(reason: string, key: string): Promise<void> {
    if (webhook) return putWebhook(webhook, { ...given, enabled: webhook.enabled }, reason, key);
    const { data } = await client.POST('/v1/learning/webhooks', {
      headers: idempotent(key),
      body: {
        ...{ url: given.url, event_types: given.event_types, reason },
        ...(given.description && { description: given.description }),
      },
    });
    onCreated?.(data!);
  }

  return (
    <ChangeDialog
      title={webhook ? words.changeTitle : words.create}
      action={webhook ? words.save : words.createAction}
      isBlocked={given.url === '' || given.event_types.length === 0}
      content={given}
      change={save}
      onDone={() => void readAgain()}
      onClose={onClose}
    >
      <TextInput
        label={words.url}
        description={words.urlHelp}
        type="url"
        value={url}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        autoComplete="off"
        required
      />
      <TextInput
        label={words.description}
        description={words.descriptionHelp}
        value={description}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
        maxLength={1000}
        autoComplete="off"
      />
      <Checkbox.Group label={words.tells} value={[...types]} onChange={setTypes} required>
        <Stack gap="xs" mt="xs">
          {EVENT_TYPES.map((type) => (
            <Checkbox key={type} value={type} label={type} description={words.types[type]} />
          ))}
        </Stack>
      </Checkbox.Group>
      {types.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.tellsNone}
        </Text>
      )}
    </ChangeDialog>
  );
}
