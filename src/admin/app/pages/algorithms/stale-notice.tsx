import { Alert, Button } from '@mantine/core';
import { Problem } from '../../api/problem';
import { text } from '../../strings';
import { readAgain } from './active-pair';

/** Where a change was rejected because another one came before it: what to do. */
export function StaleNotice({ error, onClose }: { error: unknown; onClose: () => void }) {
  const isStale =
    error instanceof Problem &&
    (error.status === 412 || ['not-the-last-activation', 'evidence-stale'].includes(error.problem));
  if (!isStale) return null;
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
