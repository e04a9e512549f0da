import { List, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { Time } from '../../shared/time';
import { text } from '../../strings';

type Schedule = Schemas['JobScheduleResponse'];

/** As the clocks of the schedule show it: the API gives each time with the offset of that zone. */
const inItsZone = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
const asShown = (at: string): string => inItsZone.format(new Date(`${at.slice(0, 19)}Z`));

/** When a schedule comes next, in its zone and in the viewer's. */
export function NextTimes({ schedule: { next, time_zone } }: { schedule: Schedule }) {
  if (next.length === 0) return <Text c="dimmed">{text.jobs.noNext}</Text>;
  return (
    <List listStyleType="none" spacing="xs" size="sm">
      {next.map((at) => (
        <List.Item key={at}>
          {asShown(at)} {text.jobs.inZone(time_zone)}
          <Text size="sm" c="dimmed">
            <Time at={at} /> {text.jobs.here}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
