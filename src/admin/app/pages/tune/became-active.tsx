import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { type Schemas } from '../../api/client';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName, useLastActivation } from '../algorithms/active-pair';
import { Who } from '../algorithms/who';

/** Says that something else became active since the page was opened. The page shows the new state below. */
export function BecameActive({ last }: { last: Schemas['ActivationResponse'] | null }) {
  const [known, setKnown] = useState(last?.id);
  if (!last || last.id === known) return null;
  return (
    <Alert color="orange" role="status" title={text.tune.becameActive(pairName(last))}>
      <Time at={last.activated_at} /> · {text.algorithms.by} <Who id={last.actor_user_id} />
      {last.reason && ` · ${last.reason}`}{' '}
      <Button size="compact-sm" variant="default" onClick={() => setKnown(last.id)}>
        {text.tune.seen}
      </Button>
    </Alert>
  );
}

/** The same for a page that reads nothing else of the activation log. For administrators. */
export function ActiveSince({ algoKey }: { algoKey: string }) {
  const { data: last } = useLastActivation(algoKey);
  return last === undefined ? null : <BecameActive last={last} />;
}
