import { Alert, Stack } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { Who } from '../algorithms/who';
import { Deliveries } from './deliveries';
import { SecretNotice, type WithSecret } from './secret-notice';
import { type Webhook, WebhookState } from './webhook';
import { WebhookActions } from './webhook-actions';
import { WebhookChanges } from './webhook-changes';

/** One webhook: whether it comes through, what it was told, and who changed it. */
export function Component() {
  const { webhook_id: id = '' } = useParams();
  const [rotated, setRotated] = useState<WithSecret>();
  const [isRemoving, setRemoving] = useState(false);
  const query = api.useQuery(
    'get',
    '/v1/learning/webhooks/{webhook_id}',
    { params: { path: { webhook_id: id } } },
    { enabled: !isRemoving },
  );
  const words = text.webhooks;
  return (
    <PageFrame title={words.webhook}>
      {rotated && <SecretNotice webhook={rotated} onClose={() => setRotated(undefined)} />}
      <Loaded query={query} height={300}>
        {(webhook) => (
          <Stack gap="xl">
            {webhook.enabled && webhook.failing_since && (
              <Alert color="orange">
                {words.failingSince} <Time at={webhook.failing_since} />.
              </Alert>
            )}
            {webhook.disabled_because === 'gone' && <Alert color="red">{words.goneHelp}</Alert>}
            <About webhook={webhook} />
            <WebhookActions webhook={webhook} onRotated={setRotated} onRemoving={setRemoving} />
            {!isRemoving && (
              <>
                <Deliveries id={id} />
                <WebhookChanges id={id} />
              </>
            )}
          </Stack>
        )}
      </Loaded>
    </PageFrame>
  );
}

function About({ webhook }: { webhook: Webhook }) {
  const words = text.webhooks;
  const { id, url, description, event_types, previous_secret_valid_until: until, changed_by_user_id } = webhook;
  return (
    <Facts
      label={words.details}
      facts={[
        [
          words.url,
          <span key="url" className="mono">
            {url}
          </span>,
        ],
        [words.description, description ?? undefined],
        [words.state, <WebhookState key="state" webhook={webhook} />],
        [words.events, event_types.join(', ')],
        [words.bothSecrets, until ? <Time key="until" at={until} /> : undefined],
        [words.id, <Id key="id" id={id} whole />],
        [words.created, <Time key="created" at={webhook.created_at} />],
        [words.changed, <Time key="changed" at={webhook.changed_at} />],
        [words.by, <Who key="by" id={changed_by_user_id} />],
        [text.common.reason, webhook.reason ?? undefined],
      ]}
    />
  );
}
