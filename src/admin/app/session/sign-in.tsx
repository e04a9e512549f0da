import { Alert, Button, Card, Center, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { settings } from '../settings';
import { text } from '../strings';
import { signIn } from './oidc';

/** By the provider where there is one, and by a token. */
export function SignIn({ use, failure }: { use: (token: string) => void; failure: string | undefined }) {
  const [token, setToken] = useState('');
  const [broken, setBroken] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    use(token.trim());
  };
  const leave = () => signIn().catch((reason: Error) => setBroken(`${text.session.failed} ${reason.message}`));

  return (
    <Center component="main" mih="100vh" p="md">
      <Card withBorder w="100%" maw={420} padding="lg">
        <Stack>
          <div>
            <Text c="dimmed" size="sm">
              {text.session.product}
            </Text>
            <Title order={1} size="h2">
              {text.session.title}
            </Title>
          </div>
          {(broken ?? failure) && (
            <Alert color="red" role="alert">
              {broken ?? failure}
            </Alert>
          )}
          {settings.signIn && (
            <>
              <Button onClick={() => void leave()}>{text.session.withProvider}</Button>
              <Text c="dimmed" size="sm">
                {text.session.orToken}
              </Text>
            </>
          )}
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
              <Button type="submit" variant={settings.signIn ? 'default' : 'filled'} disabled={token.trim() === ''}>
                {text.session.use}
              </Button>
            </Stack>
          </form>
        </Stack>
      </Card>
    </Center>
  );
}
