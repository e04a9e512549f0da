import { Stack, Title } from '@mantine/core';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { Time } from '../../shared/time';
import { text } from '../../strings';

const LIMIT = 50;

/** What a schedule was, the newest first. */
export function ScheduleChanges({ id }: { id: string }) {
  const words = text.jobs;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/job-schedules/{schedule_id}/changes',
    { params: { path: { schedule_id: id }, query: { limit: LIMIT } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const more = moreOf(query);
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">
        {words.changes}
      </Title>
      <Loaded query={query}>
        {({ pages }) => (
          <DataTable
            label={words.changes}
            items={pages.flatMap(({ changes }) => changes)}
            rowKey={({ revision }) => `${revision}`}
            more={more}
            columns={[
              { header: words.revision, cell: ({ revision }) => revision },
              { header: words.when, cell: ({ changed_at }) => <Time at={changed_at} /> },
              {
                header: words.by,
                cell: ({ changed_by_user_id }) =>
                  changed_by_user_id ? <Id id={changed_by_user_id} /> : text.common.system,
              },
              { header: words.cron, cell: ({ cron }) => <span className="mono">{cron}</span> },
              { header: words.zone, cell: ({ time_zone }) => time_zone },
              { header: words.enabled, cell: ({ enabled }) => (enabled ? words.isEnabled : words.disabled) },
              { header: text.common.reason, cell: ({ reason }) => reason ?? '–' },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
