import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { text } from '../strings';
import { ProblemNotice } from './problem-notice';

interface Props {
  title: string;
  /** What is done, as the button says it. */
  action: string;
  /** What a person types before it is done: the name of what is displaced or lost. */
  confirm?: string;
  /** Whether a reason is asked for. Default true. */
  hasReason?: boolean;
  isDangerous?: boolean;
  children?: ReactNode;
  /**
   * Makes the change.
   * @param key the same for each try of the same change: send it as Idempotency-Key, and it is done once
   */
  change: (reason: string, key: string) => Promise<unknown>;
  onClose: () => void;
  onDone?: () => void;
}

/** Asks for the reason of a change, and for its confirmation, and makes it once however often the button is pressed. */
export function ChangeDialog({
  title,
  action,
  confirm,
  hasReason = true,
  isDangerous,
  children,
  change,
  onClose,
  onDone,
}: Props) {
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  // A change with another reason is another change.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const isReady = (!hasReason || reason.trim() !== '') && (confirm === undefined || typed === confirm);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await change(reason.trim(), key);
      onDone?.();
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': text.common.close }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {children}
          {hasReason && (
            <Textarea
              label={text.common.reason}
              description={text.common.reasonHelp}
              value={reason}
              onChange={({ currentTarget }) => {
                setReason(currentTarget.value);
                setKey(crypto.randomUUID());
              }}
              maxLength={2000}
              autosize
              minRows={2}
              required
              data-autofocus
            />
          )}
          {confirm !== undefined && (
            <TextInput
              label={text.common.typeToConfirm(confirm)}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
              autoComplete="off"
              required
            />
          )}
          {failure !== undefined && <ProblemNotice error={failure} />}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {text.common.cancel}
            </Button>
            <Button type="submit" color={isDangerous ? 'red.9' : undefined} disabled={!isReady} loading={isBusy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
