import { Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { count } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { text } from '../../strings';
import classes from './due-calendar.module.css';

/** A date is a day of the learner, and of no zone. */
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** What becomes due, day by day. The first day has what is overdue as well. */
export function DueCalendar({ due }: { due: Schemas['LearnerDueCountsResponse'] }) {
  const most = Math.max(1, ...due.days.map((one) => one.count));
  return (
    <Part title={text.learners.calendar} note={text.learners.by(due.algo_key, due.version)}>
      <Text>{text.learners.dueNow(count(due.now))}</Text>
      <ol className={classes.days}>
        {due.days.map((one) => (
          <li key={one.date} className={classes.day}>
            <Text size="sm" c="dimmed">
              {day.format(new Date(one.date))}
            </Text>
            <Text fw={one.count > 0 ? 650 : undefined}>{text.learners.dueOn(count(one.count))}</Text>
            <div className={classes.bar} style={{ width: `${(100 * one.count) / most}%` }} aria-hidden />
          </li>
        ))}
      </ol>
    </Part>
  );
}
