import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { SecretNotice, type WithSecret } from './secret-notice';
import { SetWebhook } from './set-webhook';
import { WebhookState } from './webhook';

/** The systems that are told what happens. */
export function Component() {
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<WithSecret>();
  const words = text.webhooks;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/webhooks',
    { params: { query: { limit: 50 } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <PageFrame title={words.title} actions={<Button onClick={() => setCreating(true)}>{words.create}</Button>}>
      <Text size="sm" maw="48rem">
        {words.help}
      </Text>
      {created && <SecretNotice webhook={created} onClose={() => setCreated(undefined)} />}
      <Loaded query={query}>
        {({ pages }) => (
          <DataTable
            label={words.title}
            items={pages.flatMap(({ webhooks }) => webhooks)}
            rowKey={({ id }) => id}
            empty={words.none}
            more={more}
            columns={[
              {
                header: words.url,
                cell: ({ id, url, description }) => (
                  <Stack gap={0}>
                    <Anchor component={Link} to={`/webhooks/${id}`} className="mono">
                      {url}
                    </Anchor>
                    {description && <Text size="sm">{description}</Text>}
                  </Stack>
                ),
              },
              { header: words.state, cell: (webhook) => <WebhookState webhook={webhook} /> },
              { header: words.events, cell: ({ event_types }) => event_types.join(', ') },
              { header: words.changed, cell: ({ changed_at }) => <Time at={changed_at} /> },
            ]}
          />
        )}
      </Loaded>
      {isCreating && <SetWebhook onCreated={setCreated} onClose={() => setCreating(false)} />}
    </PageFrame>
  );
}
