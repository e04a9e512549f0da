import { Alert, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isUnreachable } from '../api/problem';
import { renewWhenDue, signInAgain } from '../session/authorized-fetch';
import { expiryOf, renewalTime, storedToken } from '../session/token';
import { text } from '../strings';

const SOON_MS = 5 * 60_000;

/** What concerns every page: that the connection is lost, and that the sign-in ends soon. */
export function Notices() {
  const queries = useQueryClient();
  const [isLost, setLost] = useState(false);
  const [now, setNow] = useState(Date.now);

  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ type, query }) => {
        // Other events come while pages are drawn, when nothing may change.
        if (type !== 'updated') return;
        if (query.state.fetchFailureReason) setLost(isUnreachable(query.state.fetchFailureReason));
        else if (query.state.status === 'success') setLost(false);
      }),
    [queries],
  );
  useEffect(() => {
    const onChange = () => {
      setLost(!navigator.onLine);
      if (navigator.onLine) void queries.invalidateQueries();
    };
    for (const event of ['online', 'offline']) addEventListener(event, onChange);
    return () => {
      for (const event of ['online', 'offline']) removeEventListener(event, onChange);
    };
  }, [queries]);
  useEffect(() => {
    const timer = setInterval(() => {
      void renewWhenDue().then(() => setNow(Date.now()));
      if (isLost) void queries.invalidateQueries();
    }, 10_000);
    return () => clearInterval(timer);
  }, [isLost, queries]);

  // One that was due to be renewed and was not ends, too.
  const isRenewed = (renewalTime() ?? -Infinity) > now;
  const end = isRenewed ? undefined : expiryOf(storedToken() ?? '');
  const left = end === undefined ? Infinity : end - now;
  return (
    <div aria-live="polite">
      {isLost && (
        <Alert color="orange" mb="md">
          {text.layout.offline}
        </Alert>
      )}
      {left > 0 && left < SOON_MS && (
        <Alert color="orange" mb="md">
          <Group justify="space-between">
            <Text size="sm">{text.layout.ends(Math.ceil(left / 60_000))}</Text>
            <Button size="xs" variant="default" onClick={() => void signInAgain(false)}>
              {text.session.again}
            </Button>
          </Group>
        </Alert>
      )}
    </div>
  );
}
