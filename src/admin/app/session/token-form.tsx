import { Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { settings } from '../settings';
import { text } from '../strings';

/** Takes a token that a person has. */
export function TokenForm({ use, isBusy }: { use: (token: string) => void; isBusy?: boolean }) {
  const [token, setToken] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    use(token.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordInput
          label={text.session.token}
          description={text.session.tokenHelp}
          value={token}
          onChange={({ currentTarget }) => setToken(currentTarget.value)}
          autoComplete="off"
          required
          withAsterisk={false}
        />
        <Button
          type="submit"
          variant={settings.signIn ? 'default' : 'filled'}
          disabled={token.trim() === ''}
          loading={isBusy}
        >
          {text.session.use}
        </Button>
      </Stack>
    </form>
  );
}
