import { Progress, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { count } from '../../shared/numbers';
import { text } from '../../strings';

interface Props {
  label: string;
  status: string;
  progress: Schemas['JobProgressResponse'];
}

/** How far a job is, and how long it takes. */
export function JobProgress({ label, status, progress: { done, total, seconds_left } }: Props) {
  const isQueued = status === 'QUEUED';
  return (
    <div>
      <Progress
        value={isQueued ? 0 : total ? (100 * done) / total : 100}
        animated={!isQueued}
        aria-label={text.tune.progressOf(label)}
      />
      <Text size="sm" aria-live="polite">
        {isQueued ? text.tune.queued : text.tune.done(count(done), total === null ? undefined : count(total))}
        {seconds_left !== null && ` · ${text.tune.secondsLeft(count(seconds_left))}`}
      </Text>
    </div>
  );
}
