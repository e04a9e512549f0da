import { Badge, Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Id } from '../../shared/id';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { text } from '../../strings';
import { JobsFrame } from './jobs-frame';
import { NextTimes } from './next-times';
import { SetSchedule } from './set-schedule';

const LIMIT = 100;

/** What is started by the clock. */
export function Component() {
  const [isAdding, setAdding] = useState(false);
  const words = text.jobs;
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/job-schedules',
    { params: { query: { limit: LIMIT } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const schedules = query.data?.pages.flatMap((page) => page.schedules) ?? [];
  const more = moreOf(query);
  return (
    <JobsFrame tab="schedules" actions={<Button onClick={() => setAdding(true)}>{words.add}</Button>}>
      <Stack>
        <Loaded query={query}>
          {() => (
            <DataTable
              label={words.schedules}
              items={schedules}
              rowKey={({ id }) => id}
              empty={words.noSchedules}
              more={more}
              columns={[
                { header: words.name, cell: ({ id }) => <Id id={id} to={`/jobs/schedules/${id}`} whole /> },
                { header: words.kind, cell: ({ kind }) => kind },
                { header: words.cron, cell: ({ cron }) => <span className="mono">{cron}</span> },
                {
                  header: words.enabled,
                  cell: ({ enabled }) => (
                    <Badge variant="dot" color={enabled ? 'teal' : 'gray'}>
                      {enabled ? words.isEnabled : words.disabled}
                    </Badge>
                  ),
                },
                { header: words.next, cell: (schedule) => <NextTimes schedule={schedule} /> },
              ]}
            />
          )}
        </Loaded>
      </Stack>
      {isAdding && <SetSchedule taken={schedules.map(({ id }) => id)} onClose={() => setAdding(false)} />}
    </JobsFrame>
  );
}
