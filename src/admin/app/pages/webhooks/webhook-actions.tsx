import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { client, idempotent } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { readAgain } from '../algorithms/active-pair';
import { RotateSecret } from './rotate-secret';
import { type WithSecret } from './secret-notice';
import { SetWebhook } from './set-webhook';
import { putWebhook, type Webhook } from './webhook';

type Asked = 'test' | 'change' | 'rotate' | 'switch' | 'remove';

interface Props {
  webhook: Webhook;
  onRotated: (webhook: WithSecret) => void;
  /** With true before it is removed: what is removed cannot be read. With false if it stays. */
  onRemoving: (isRemoving: boolean) => void;
}

/** What can be done with a webhook. */
export function WebhookActions({ webhook, onRotated, onRemoving }: Props) {
  // What is confirmed is what was seen when the dialog was opened, even if it is read again meanwhile.
  const [asked, setAsked] = useState<{ what: Asked; seen: Webhook }>();
  const close = () => setAsked(undefined);
  const words = text.webhooks;
  const button = (what: Asked, label: string, color?: string) => (
    <Button variant={color ? 'filled' : 'default'} color={color} onClick={() => setAsked({ what, seen: webhook })}>
      {label}
    </Button>
  );
  return (
    <Group gap="sm">
      {button('test', words.test)}
      {button('change', words.change)}
      {button('rotate', words.rotate)}
      {button('switch', webhook.enabled ? words.disable : words.enable)}
      {button('remove', words.remove, 'red.9')}
      {asked?.what === 'test' && <SendTest webhook={asked.seen} onClose={close} />}
      {asked?.what === 'change' && <SetWebhook webhook={asked.seen} onClose={close} />}
      {asked?.what === 'rotate' && <RotateSecret webhook={asked.seen} onRotated={onRotated} onClose={close} />}
      {asked?.what === 'switch' && <Switch webhook={asked.seen} onClose={close} />}
      {asked?.what === 'remove' && <Remove webhook={asked.seen} onRemoving={onRemoving} onClose={close} />}
    </Group>
  );
}

interface DialogProps {
  webhook: Webhook;
  onClose: () => void;
}

function SendTest({ webhook: { id }, onClose }: DialogProps) {
  return (
    <ChangeDialog
      title={text.webhooks.testTitle}
      action={text.webhooks.test}
      hasReason={false}
      change={(_reason, key) =>
        client.POST('/v1/learning/webhooks/{webhook_id}/test', {
          params: { path: { webhook_id: id } },
          headers: idempotent(key),
          body: {},
        })
      }
      onDone={() => void readAgain()}
      onClose={onClose}
    >
      <Text>{text.webhooks.testHelp}</Text>
    </ChangeDialog>
  );
}

function Switch({ webhook, onClose }: DialogProps) {
  const words = text.webhooks;
  const { enabled } = webhook;
  return (
    <ChangeDialog
      title={enabled ? words.disableTitle : words.enableTitle}
      action={enabled ? words.disable : words.enable}
      change={(reason, key) => putWebhook(webhook, { ...webhook, enabled: !enabled }, reason, key)}
      onDone={() => void readAgain()}
      onClose={onClose}
    >
      <Text>{enabled ? words.disableHelp : words.enableHelp}</Text>
    </ChangeDialog>
  );
}

function Remove({ webhook: { id, url }, onRemoving, onClose }: DialogProps & Pick<Props, 'onRemoving'>) {
  const navigate = useNavigate();
  return (
    <ChangeDialog
      title={text.webhooks.removeTitle}
      action={text.webhooks.remove}
      confirm={url}
      isDangerous
      change={async (reason, key) => {
        onRemoving(true);
        try {
          await client.DELETE('/v1/learning/webhooks/{webhook_id}', {
            params: { path: { webhook_id: id } },
            headers: idempotent(key),
            body: { reason },
          });
        } catch (error) {
          onRemoving(false);
          throw error;
        }
      }}
      onDone={() => void Promise.resolve(navigate('/webhooks')).then(readAgain)}
      onClose={onClose}
    >
      <Text>{text.webhooks.removeHelp}</Text>
    </ChangeDialog>
  );
}
