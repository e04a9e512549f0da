import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { text } from '../strings';
import { type More } from './more-of';
import { count } from './numbers';

/** So many rows are loaded without being asked again: a page that holds all of a large list becomes slow. */
const MOST = 20_000;

/** Shows the next page of a list, or all of them one after the other. */
export function MoreButtons({ more, loaded }: { more: More; loaded: number }) {
  const [goal, setGoal] = useState(0);
  const { isLoading, hasFailed, load } = more;
  const isOn = loaded < goal;
  const wasLoading = useRef(false);
  useEffect(() => {
    // A failure stays known while it is tried again.
    const hasJustFailed = hasFailed && wasLoading.current && !isLoading;
    wasLoading.current = isLoading;
    if (hasJustFailed) setGoal(0);
    else if (isOn && !isLoading) load();
    // `load` is another one each time.
  }, [isOn, isLoading, hasFailed, loaded]);
  return (
    <Group gap="xs">
      <Button variant="default" size="xs" onClick={load} loading={isLoading && !isOn} disabled={isOn}>
        {text.common.more}
      </Button>
      {isOn ? (
        <Button variant="default" size="xs" onClick={() => setGoal(0)}>
          {text.common.stop}
        </Button>
      ) : (
        <Button variant="subtle" size="xs" onClick={() => setGoal(loaded + MOST)}>
          {text.common.loadAll}
        </Button>
      )}
      <Text size="sm" c="dimmed" role="status">
        {goal > 0 && (isOn ? text.common.loaded(count(loaded)) : text.common.notAll(count(loaded)))}
      </Text>
    </Group>
  );
}
