import { Alert, Button } from '@mantine/core';
import { Problem } from '../../api/problem';
import { text } from '../../strings';
import { readAgain } from './active-pair';

interface Props {
  onClose: () => void;
}

/** Something else became active since a dialog was opened: what to do. */
export function ChangedMeanwhile({ onClose }: Props) {
  const reload = () => {
    void readAgain();
    onClose();
  };
  return (
    <Alert color="orange">
      {text.algorithms.changedMeanwhile}{' '}
      <Button size="compact-sm" variant="default" onClick={reload}>
        {text.algorithms.reload}
      </Button>
    </Alert>
  );
}

/** Where a change was rejected because another one came before it: what to do. */
export function StaleNotice({ error, onClose }: Props & { error: unknown }) {
  const isStale =
    error instanceof Problem &&
    (error.status === 412 ||
      ['not-the-last-activation', 'not-the-last-adoption', 'evidence-stale'].includes(error.problem));
  return isStale ? <ChangedMeanwhile onClose={onClose} /> : null;
}
