import { Group, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { text } from '../../strings';
import { HOUR_MS } from './day';
import classes from './runs-by-hour.module.css';

const HOURS = 24;

/** A bar for each hour: what succeeded, what failed, and the rest. The sentences beside it say the sums. */
export function RunsByHour({
  periods,
  from,
}: {
  periods: readonly Schemas['PeriodStatisticsResponse'][];
  from: string;
}) {
  const hours = Array.from({ length: HOURS }, (_, hour) => {
    // What was read earlier stays on the page while the window moves on by a minute.
    const versions = periods.filter(
      (period) => Math.round((Date.parse(period.from) - Date.parse(from)) / HOUR_MS) === hour,
    );
    const sum = (count: 'runs' | 'succeeded' | 'failed') => versions.reduce((all, one) => all + one[count], 0);
    return { runs: sum('runs'), succeeded: sum('succeeded'), failed: sum('failed') };
  });
  const most = Math.max(1, ...hours.map(({ runs }) => runs));
  return (
    <div aria-hidden>
      <svg className={classes.bars} viewBox={`0 0 ${HOURS} ${most}`} preserveAspectRatio="none">
        {hours.map(({ runs, succeeded, failed }, hour) => {
          const bar = (height: number, below: number, className: string | undefined) => (
            <rect className={className} x={hour + 0.1} width={0.8} y={most - below - height} height={height} />
          );
          return (
            <g key={hour}>
              {bar(failed, 0, classes.failed)}
              {bar(succeeded, failed, classes.succeeded)}
              {bar(runs - succeeded - failed, failed + succeeded, classes.other)}
            </g>
          );
        })}
      </svg>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {text.overview.dayAgo}
        </Text>
        <Text size="xs" c="dimmed">
          {text.overview.now}
        </Text>
      </Group>
    </div>
  );
}
