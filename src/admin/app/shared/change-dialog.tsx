import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { text } from '../strings';
import classes from './change-dialog.module.css';
import { ProblemNotice } from './problem-notice';
import { useChangeKey } from './use-change-key';
import { useFocusReturn } from './use-focus-return';

interface Props {
  title: string;
  /** What is done, as the button says it. */
  action: string;
  /** What a person types before it is done: the name of what is displaced or lost. */
  confirm?: string;
  /** Whether a reason is asked for. Default true. */
  hasReason?: boolean;
  isDangerous?: boolean;
  /** Whether what else is asked for in it cannot be sent as it is. */
  isBlocked?: boolean;
  /** What else is sent: with another one, it is another change. */
  content?: unknown;
  children?: ReactNode;
  /**
   * Makes the change.
   * @param key the same for each try whose outcome is not known: send it as Idempotency-Key, and it is done once
   */
  change: (reason: string, key: string) => Promise<unknown>;
  onClose: () => void;
  onDone?: () => void;
  /** What can be done about a failure, beside its problem. */
  remedy?: (error: unknown) => ReactNode;
}

/** Asks for the reason of a change, and for its confirmation, and makes it once however often the button is pressed. */
export function ChangeDialog({
  title,
  action,
  confirm,
  hasReason = true,
  isDangerous,
  isBlocked,
  content,
  children,
  change,
  onClose,
  onDone,
  remedy,
}: Props) {
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const problem = useRef<HTMLDivElement>(null);
  const { key, onFailure } = useChangeKey([reason.trim(), content]);
  useFocusReturn();
  const isReady = !isBlocked && (!hasReason || reason.trim() !== '') && (confirm === undefined || typed === confirm);

  // Below a long form it would not be seen.
  useLayoutEffect(() => problem.current?.scrollIntoView({ block: 'center' }), [failure]);

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
      onFailure(error);
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  // A change that is being made goes on: its outcome is waited for.
  const close = () => {
    if (!isBusy) onClose();
  };

  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside={false}
      returnFocus={false}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': text.common.close }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {children}
          {hasReason && (
            <Textarea
              label={text.common.reason}
              description={text.common.reasonHelp}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
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
          {failure !== undefined && (
            <div ref={problem}>
              <ProblemNotice error={failure} />
            </div>
          )}
          {failure !== undefined && remedy?.(failure)}
          <Group justify="end" className={classes.actions}>
            <Button variant="default" onClick={close} disabled={isBusy}>
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
