import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Schemas } from '../../api/client';
import { ChangeDialog } from '../../shared/change-dialog';
import { text } from '../../strings';
import { shortId } from '../algorithms/active-pair';
import { ChangedMeanwhile, StaleNotice } from '../algorithms/stale-notice';

type Adoption = Schemas['AdoptionResponse'] | undefined;

interface Props {
  title: string;
  action: string;
  help: string;
  isDangerous?: boolean;
  /** The last adoption as it was read last. */
  newest: Adoption;
  /** @param last the last adoption when the dialog was opened */
  change: (last: Adoption, reason: string, key: string) => Promise<unknown>;
  onClose: () => void;
}

/** Changes which set is active. A person confirms what they saw: where another set was adopted meanwhile, they look again. */
export function AdoptionDialog({ title, action, help, isDangerous, newest, change, onClose }: Props) {
  const queries = useQueryClient();
  const [last] = useState(newest);
  const isStale = newest?.id !== last?.id;
  const displaced = last?.set_id ? shortId(last.set_id) : undefined;
  return (
    <ChangeDialog
      title={title}
      action={action}
      confirm={displaced}
      isDangerous={isDangerous}
      isBlocked={isStale}
      content={last?.id}
      change={(reason, key) => change(last, reason, key)}
      remedy={(error) => !isStale && <StaleNotice error={error} onClose={onClose} />}
      onDone={() => void queries.invalidateQueries()}
      onClose={onClose}
    >
      <Text>{help}</Text>
      {displaced && (
        <Text>
          {text.algorithms.displaces} <strong className="mono">{displaced}</strong>
        </Text>
      )}
      {isStale && <ChangedMeanwhile onClose={onClose} />}
    </ChangeDialog>
  );
}
