import { Anchor, Button, Card, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { Facts } from '../../shared/facts';
import { Id } from '../../shared/id';
import { JsonBlock } from '../../shared/json-block';
import { Loaded } from '../../shared/loaded';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { NextTimes } from './next-times';
import { ScheduleChanges } from './schedule-changes';
import { SetSchedule } from './set-schedule';

/** One schedule: when it comes next, and how it came to be as it is. */
export function Component() {
  const { schedule_id = '' } = useParams();
  const [changing, setChanging] = useState<Schemas['JobScheduleResponse']>();
  const query = api.useQuery('get', '/v1/learning/job-schedules/{schedule_id}', { params: { path: { schedule_id } } });
  const schedule = query.data;
  const words = text.jobs;
  return (
    <PageFrame
      title={words.scheduleTitle(schedule_id)}
      actions={schedule && <Button onClick={() => setChanging(schedule)}>{words.change}</Button>}
    >
      <Loaded query={query} height={400}>
        {(data) => (
          <Stack gap="lg">
            <Facts
              label={words.scheduleTitle(data.id)}
              facts={[
                [words.kind, data.kind],
                [
                  words.cron,
                  <span key="cron" className="mono">
                    {data.cron}
                  </span>,
                ],
                [words.zone, data.time_zone],
                [words.enabled, data.enabled ? words.isEnabled : words.disabled],
                [words.catchUp, data.catch_up === 'once' ? words.catchUpOnce : words.catchUpNone],
                [words.revision, data.revision],
                [words.when, <Time key="when" at={data.changed_at} />],
                [words.by, data.changed_by_user_id ? <Id key="by" id={data.changed_by_user_id} /> : text.common.system],
                [text.common.reason, data.reason ?? undefined],
              ]}
            />
            <Stack gap="xs" component="section">
              <Title order={2} size="h4">
                {words.next}
              </Title>
              <Card withBorder>
                <NextTimes schedule={data} />
              </Card>
            </Stack>
            <JsonBlock title={words.args} name={`schedule-${data.id}-args`} value={data.args} />
            <Anchor component={Link} to={`/jobs?schedule_id=${data.id}`}>
              {words.itsJobs}
            </Anchor>
            <ScheduleChanges id={data.id} />
          </Stack>
        )}
      </Loaded>
      {changing && <SetSchedule schedule={changing} onClose={() => setChanging(undefined)} />}
    </PageFrame>
  );
}
