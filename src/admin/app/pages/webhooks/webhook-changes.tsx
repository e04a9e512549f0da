import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { Who } from '../algorithms/who';

/** Who did what to a webhook, the newest first. */
export function WebhookChanges({ id }: { id: string }) {
  const words = text.webhooks;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/webhooks/{webhook_id}/changes',
    { params: { path: { webhook_id: id }, query: { limit: 50 } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <Part title={words.changes}>
      <Loaded query={query}>
        {({ pages }) => (
          <DataTable
            label={words.changes}
            items={pages.flatMap(({ changes }) => changes)}
            rowKey={({ revision }) => String(revision)}
            more={more}
            columns={[
              { header: words.changed, cell: ({ changed_at }) => <Time at={changed_at} /> },
              { header: words.action, cell: ({ action }) => words.actions[action] },
              { header: words.by, cell: ({ changed_by_user_id }) => <Who id={changed_by_user_id} /> },
              { header: words.state, cell: ({ enabled }) => (enabled ? words.states.enabled : words.states.disabled) },
              { header: words.url, cell: ({ url }) => <span className="mono">{url}</span> },
              { header: words.events, cell: ({ event_types }) => event_types.join(', ') },
              { header: text.common.reason, cell: ({ reason }) => reason ?? '–' },
            ]}
          />
        )}
      </Loaded>
    </Part>
  );
}
