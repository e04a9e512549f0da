import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../api/problem';
import { settings } from '../settings';
import { useFocusReturn } from '../shared/use-focus-return';
import { text } from '../strings';
import { type Grant, signInBeside } from './oidc';
import { TokenForm } from './token-form';

/** In front of the dialogs of pages. */
const IN_FRONT = 400;

interface Props {
  /** Goes on with a token. Rejects where the service does not accept it. */
  resume: (token: string, renewAt?: number) => Promise<void>;
  signOut: () => void;
  /** Closes the dialog, as long as the sign-in has not ended. */
  wait?: () => void;
}

/** Asks the person to sign in again while the page, and what was typed on it, stays. */
export function SignInAgain({ resume, signOut, wait }: Props) {
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  useFocusReturn();

  async function take(grant: Promise<Grant>): Promise<void> {
    setFailure(undefined);
    try {
      const { token, renewAt } = await grant;
      setBusy(true);
      await resume(token, renewAt);
    } catch (error) {
      setFailure(reasonOf(error));
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={() => {}}
      title={text.session.again}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      returnFocus={false}
      zIndex={IN_FRONT}
    >
      <Stack>
        <Text>{wait ? text.session.endsSoon : text.session.ended}</Text>
        <Text size="sm" c="dimmed">
          {text.session.againHelp}
        </Text>
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {settings.signIn && (
          <>
            <Button onClick={() => void take(signInBeside())} loading={isBusy} data-autofocus>
              {text.session.beside}
            </Button>
            <Text c="dimmed" size="sm">
              {text.session.orToken}
            </Text>
          </>
        )}
        <TokenForm use={(token) => void take(Promise.resolve({ token }))} isBusy={isBusy} />
        <Group justify="end">
          {wait && (
            <Button variant="default" onClick={wait}>
              {text.session.later}
            </Button>
          )}
          <Button variant="default" onClick={signOut}>
            {text.session.signOut}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const reasonOf = (error: unknown): string =>
  error instanceof Problem
    ? error.status === 401
      ? text.session.refused
      : error.message
    : `${text.session.failed} ${(error as Error).message}`;
