import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { text } from '../../strings';

export type WithSecret = Schemas['WebhookWithSecretResponse'];

/** The secret of a webhook, which the service tells once: it stays on the page until it is closed or left, and is kept nowhere. */
export function SecretNotice({ webhook: { url, secret }, onClose }: { webhook: WithSecret; onClose: () => void }) {
  const words = text.webhooks;
  return (
    <Alert color={secret ? 'teal' : 'orange'} title={words.secretOf(url)} role="status">
      <Stack gap="sm" align="start">
        <Text size="sm">{secret ? words.secretHelp : words.secretLost}</Text>
        {secret && (
          <Code block tabIndex={0} role="region" aria-label={words.secret} className="mono">
            {secret}
          </Code>
        )}
        <Group>
          {secret && (
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button size="xs" onClick={copy}>
                  {copied ? words.copied : text.common.copy}
                </Button>
              )}
            </CopyButton>
          )}
          <Button size="xs" variant="default" onClick={onClose}>
            {words.haveIt}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
