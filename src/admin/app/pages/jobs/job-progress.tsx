import { Progress, Stack, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { count, duration, number } from '../../shared/numbers';
import { text } from '../../strings';

/** How far a job is, how fast, and how long it will still take where that is known. */
export function JobProgress({ job: { kind, progress } }: { job: Schemas['JobResponse'] }) {
  const { done, total, rate_per_second, seconds_left } = progress;
  const words = [
    total === null ? text.jobs.doneSoFar(count(done)) : text.jobs.done(count(done), count(total)),
    ...(rate_per_second === null ? [] : [text.jobs.rate(number(rate_per_second))]),
    ...(seconds_left === null ? [] : [text.jobs.left(duration(seconds_left * 1000))]),
  ];
  return (
    <Stack gap={4} miw="14rem">
      {total !== null && total > 0 && (
        <Progress.Root size="md">
          <Progress.Section value={Math.min(100, (100 * done) / total)} aria-label={`${text.jobs.progress} ${kind}`} />
        </Progress.Root>
      )}
      <Text size="sm">{words.join(' · ')}</Text>
    </Stack>
  );
}
