import { Text } from '@mantine/core';
import { useState } from 'react';
import { client, idempotent, type Schemas } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName, readAgain } from './active-pair';
import { BreakPins } from './break-pins';
import { ChangedMeanwhile, StaleNotice } from './stale-notice';

type Entry = Schemas['ActivationResponse'];

interface Props {
  algoKey: string;
  /** The last entry of the log when the dialog was opened. */
  last: Entry;
  onClose: () => void;
}

/** What was last when a dialog was opened, so that a person confirms what they saw; and whether another entry came meanwhile. */
function useSeen(newest: Entry): { last: Entry; isStale: boolean } {
  const [last] = useState(newest);
  return { last, isStale: newest.id !== last.id };
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
  const { last, isStale } = useSeen(newest);
  const [isBreaking, setBreaking] = useState(false);
  return (
    <ChangeDialog
      title={text.algorithms.restoreTitle(algoKey)}
      action={text.algorithms.restore}
      confirm={pairName(last)}
      isBlocked={isStale}
      content={[last.id, isBreaking]}
      onClose={onClose}
      onDone={() => void readAgain()}
      remedy={(error) => !isStale && <StaleNotice error={error} onClose={onClose} />}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/restore', {
          params: { path: { algo_key: algoKey } },
          headers: idempotent(key),
          body: { reason, break_pins: isBreaking, ...to, expected_activation_id: last.id },
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
      <BreakPins isChosen={isBreaking} choose={setBreaking} />
      {isStale && <ChangedMeanwhile onClose={onClose} />}
    </ChangeDialog>
  );
}

export function RollbackDialog({ algoKey, last: newest, onClose }: Props) {
  const { last, isStale } = useSeen(newest);
  const [isBreaking, setBreaking] = useState(false);
  return (
    <ChangeDialog
      title={text.algorithms.rollBackTitle(algoKey)}
      action={text.algorithms.rollBack}
      confirm={pairName(last)}
      isBlocked={isStale}
      content={[last.id, isBreaking]}
      onClose={onClose}
      onDone={() => void readAgain()}
      remedy={(error) => !isStale && <StaleNotice error={error} onClose={onClose} />}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/rollback', {
          params: { path: { algo_key: algoKey } },
          headers: idempotent(key),
          body: { reason, break_pins: isBreaking, activation_id: last.id },
        })
      }
    >
      <Text>{text.algorithms.rollBackHelp}</Text>
      <Displaced last={last} />
      <BreakPins isChosen={isBreaking} choose={setBreaking} />
      {isStale && <ChangedMeanwhile onClose={onClose} />}
    </ChangeDialog>
  );
}

export function RetireDialog({ algoKey, last: newest, onClose }: Props) {
  const { last, isStale } = useSeen(newest);
  const [isBreaking, setBreaking] = useState(false);
  return (
    <ChangeDialog
      title={text.algorithms.retireTitle(algoKey)}
      action={text.algorithms.retire}
      confirm={pairName(last)}
      isBlocked={isStale}
      content={[last.id, isBreaking]}
      isDangerous
      onClose={onClose}
      onDone={() => void readAgain()}
      remedy={(error) => !isStale && <StaleNotice error={error} onClose={onClose} />}
      change={(reason, key) =>
        client.POST('/v1/learning/algorithms/{algo_key}/retire', {
          params: { path: { algo_key: algoKey } },
          headers: idempotent(key),
          body: { reason, break_pins: isBreaking, expected_activation_id: last.id },
        })
      }
    >
      <Text>{text.algorithms.retireHelp}</Text>
      <Displaced last={last} />
      <BreakPins isChosen={isBreaking} choose={setBreaking} />
      {isStale && <ChangedMeanwhile onClose={onClose} />}
    </ChangeDialog>
  );
}
