import { Alert, Button, Card, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ProblemNotice } from '../../shared/problem-notice';
import { StatusBadge } from '../../shared/status-badge';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { JobProgress } from './job-progress';
import { type Evidence, type Sample } from './use-evidence';
import { useChangeKey } from '../../shared/use-change-key';

interface Props {
  title: string;
  help: string;
  evidence: Evidence;
  /** The report. */
  children: ReactNode;
}

const SAMPLES: readonly Sample[] = [1000, 100, 'all'];

/** One step on the way: starts a job that finds something out, shows how far it is, and what it found. */
export function EvidenceStep({ title, help, evidence: { made, error, start, cancel }, children }: Props) {
  const [sample, setSample] = useState<Sample>(1000);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const { key, onFailure } = useChangeKey([sample, made?.id]);
  const isGoing = made?.status === 'QUEUED' || made?.status === 'RUNNING';

  const ask = (change: () => Promise<unknown>, onRejected?: (error: unknown) => void) => {
    setBusy(true);
    setFailure(undefined);
    change()
      .catch((error: unknown) => {
        onRejected?.(error);
        setFailure(error);
      })
      .finally(() => setBusy(false));
  };

  return (
    <Card withBorder component="section" aria-label={title}>
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {title}
          </Title>
          {made && <StatusBadge status={made.status} />}
        </Group>
        <Text size="sm">{help}</Text>
        {made && (
          <Text size="sm" c="dimmed">
            {text.tune.started} <Time at={made.created_at} />
            {made.digest && (
              <>
                {' · '}
                {text.tune.digest}{' '}
                <span className="mono" title={made.digest}>
                  {made.digest.slice(0, 12)}
                </span>
              </>
            )}
          </Text>
        )}
        {made && isGoing && <JobProgress label={title} status={made.status} progress={made.progress} />}
        {made?.status === 'FAILED' && (
          <Alert color="red" title={text.tune.failed}>
            <span className="mono">{made.error_code}</span> {made.error_message}
          </Alert>
        )}
        {children}
        {Boolean(failure ?? error) && <ProblemNotice error={failure ?? error} />}
        {isGoing ? (
          <Group>
            <Button variant="default" onClick={() => ask(cancel)} loading={isBusy}>
              {text.tune.cancel}
            </Button>
          </Group>
        ) : (
          <Group align="end">
            <NativeSelect
              label={text.tune.sample}
              data={SAMPLES.map((one) => ({ value: String(one), label: text.tune.samples(one) }))}
              value={String(sample)}
              onChange={({ currentTarget: { value } }) => setSample(value === 'all' ? 'all' : Number(value))}
            />
            <Button
              variant={made ? 'default' : 'filled'}
              onClick={() => ask(() => start(sample, key), onFailure)}
              loading={isBusy}
              aria-label={`${made ? text.tune.startAgain : text.tune.start}: ${title}`}
            >
              {made ? text.tune.startAgain : text.tune.start}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
