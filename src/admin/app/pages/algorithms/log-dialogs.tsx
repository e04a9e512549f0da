import { Alert, Text } from '@mantine/core';
import { useState } from 'react';
import { client, idempotent, type Schemas } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName, readAgain } from './active-pair';
import { StaleNotice } from './stale-notice';

type Entry = Schemas['ActivationResponse'];

interface Props {
  algoKey: string;
  /** The last entry of the log when the dialog was opened. */
  last: Entry;
  onClose: () => void;
}

/** What is typed is what is displaced: who mistakes the algorithm sees it then. */
const Displaced = ({ last }: { last: Entry }) => (
  <Text>
    {last.version ? (
      <>
        {text.algorithms.displaces} <strong className="mono">{pairName(last)}</strong>
      </>
    ) : (
      text.algorithms.displacesNone
    )}
  </Text>
);

export function RestoreDialog({
  algoKey,
  last: newest,
  to,
  entry,
  onClose,
}: Props & { to: { activation_id: string } | { as_of: string }; entry?: Entry }) {
  // What was last when the dialog was opened: so a person confirms what they saw.
  const [last] = useState(newest);
  return (
    <ChangeDialog
      title={text.algorithms.restoreTitle(algoKey)}
      action={text.algorithms.restore}
      confirm={pairName(last)}
      onClose={onClose}
      onDone={() => void readAgain()}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/restore', {
          params: { path: { algo_key: algoKey } },
          headers: idempotent(key),
          body: { reason, ...to },
        })
      }
    >
      <Text>
        {entry ? (
          <>
            {text.algorithms.restoresEntry(entry.id)} <strong className="mono">{pairName(entry)}</strong>
          </>
        ) : (
          <>
            {text.algorithms.restoresMoment} <Time at={'as_of' in to ? to.as_of : undefined} />
          </>
        )}
      </Text>
      <Displaced last={last} />
      {newest.id !== last.id && <Alert color="orange">{text.algorithms.changedMeanwhile}</Alert>}
    </ChangeDialog>
  );
}

export function RollbackDialog({ algoKey, last: newest, onClose }: Props) {
  const [last] = useState(newest);
  return (
    <ChangeDialog
      title={text.algorithms.rollBackTitle(algoKey)}
      action={text.algorithms.rollBack}
      confirm={pairName(last)}
      onClose={onClose}
      onDone={() => void readAgain()}
      remedy={(error) => <StaleNotice error={error} onClose={onClose} />}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/rollback', {
          params: { path: { algo_key: algoKey } },
          headers: idempotent(key),
          body: { reason, activation_id: last.id },
        })
      }
    >
      <Text>{text.algorithms.rollBackHelp}</Text>
      <Displaced last={last} />
    </ChangeDialog>
  );
}

export function RetireDialog({ algoKey, last: newest, onClose }: Props) {
  const [last] = useState(newest);
  return (
    <ChangeDialog
      title={text.algorithms.retireTitle(algoKey)}
      action={text.algorithms.retire}
      confirm={pairName(last)}
      isDangerous
      onClose={onClose}
      onDone={() => void readAgain()}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/retire', {
          params: { path: { algo_key: algoKey } },
          headers: idempotent(key),
          body: { reason },
        })
      }
    >
      <Text>{text.algorithms.retireHelp}</Text>
      <Displaced last={last} />
    </ChangeDialog>
  );
}
