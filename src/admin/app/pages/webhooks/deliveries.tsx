import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { api, client, idempotent, type Schemas } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { DataTable } from '../../shared/data-table';
import { FilterSelect } from '../../shared/filter-fields';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { useFilters } from '../../shared/use-filters';
import { text } from '../../strings';
import { readAgain } from '../algorithms/active-pair';

type Delivery = Schemas['WebhookDeliveryResponse'];

const LIMIT = 50;
/** While some wait, they are asked for again so often. */
const REFRESH_MS = 3_000;
/** Otherwise: something else may have happened. */
const IDLE_MS = 30_000;

/** What a webhook was told, and what came back. */
export function Deliveries({ id }: { id: string }) {
  const [filters, setFilters] = useFilters(['status'] as const);
  const [again, setAgain] = useState<Delivery>();
  const words = text.webhooks;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/webhooks/{webhook_id}/deliveries',
    { params: { path: { webhook_id: id }, query: { limit: LIMIT, ...(filters as object) } } },
    {
      initialPageParam: null,
      getNextPageParam: ({ next_cursor }) => next_cursor,
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ deliveries }) => deliveries.some(({ status }) => status === 'PENDING'))
          ? REFRESH_MS
          : IDLE_MS,
    },
  );
  const more = moreOf(query);
  return (
    <Part title={words.deliveries} note={words.deliveriesHelp}>
      <Group>
        <FilterSelect
          label={words.status}
          value={filters.status}
          onChange={(status) => setFilters({ status })}
          options={['PENDING', 'DELIVERED', 'FAILED']}
        />
      </Group>
      <Loaded query={query} height={200}>
        {({ pages }) => (
          <DataTable
            label={words.deliveries}
            items={pages.flatMap(({ deliveries }) => deliveries)}
            rowKey={(delivery) => delivery.id}
            empty={words.noDeliveries}
            more={more}
            columns={[
              { header: words.type, cell: ({ type }) => type },
              { header: words.status, cell: ({ status }) => <StatusBadge status={status} /> },
              { header: words.outcome, cell: outcomeOf },
              {
                header: words.again,
                cell: (delivery) => (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={words.againOf(delivery.type, delivery.id)}
                    onClick={() => setAgain(delivery)}
                  >
                    {words.again}
                  </Button>
                ),
              },
              { header: words.attempts, cell: ({ attempts }) => count(attempts), numeric: true },
              { header: words.created, cell: ({ created_at }) => <Time at={created_at} /> },
              { header: words.lastAttempt, cell: ({ last_attempt_at: at }) => (at ? <Time at={at} /> : '–') },
              { header: words.nextAttempt, cell: ({ next_attempt_at: at }) => (at ? <Time at={at} /> : '–') },
              { header: words.about, cell: ({ body }) => <Id id={typeof body.key === 'string' ? body.key : null} /> },
            ]}
          />
        )}
      </Loaded>
      {again && <Redeliver delivery={again} onClose={() => setAgain(undefined)} />}
    </Part>
  );
}

const outcomeOf = ({ last_status, last_error }: Delivery): string =>
  [last_status, last_error && (text.webhooks.errors[last_error] ?? last_error)].filter(Boolean).join(': ') || '–';

function Redeliver({ delivery: { id, webhook_id }, onClose }: { delivery: Delivery; onClose: () => void }) {
  return (
    <ChangeDialog
      title={text.webhooks.againTitle}
      action={text.webhooks.again}
      hasReason={false}
      change={(_reason, key) =>
        client.POST('/v1/learning/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver', {
          params: { path: { webhook_id, delivery_id: id } },
          headers: idempotent(key),
          body: {},
        })
      }
      onDone={() => void readAgain()}
      onClose={onClose}
    >
      <Text>{text.webhooks.againHelp}</Text>
    </ChangeDialog>
  );
}
