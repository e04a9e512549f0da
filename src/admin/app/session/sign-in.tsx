import { Alert, Button, Card, Center, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { settings } from '../settings';
import { text } from '../strings';
import { signIn } from './oidc';
import { TokenForm } from './token-form';

/** By the provider where there is one, and by a token. */
export function SignIn({ use, failure }: { use: (token: string) => void; failure: string | undefined }) {
  const [broken, setBroken] = useState<string>();
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
          <TokenForm use={use} />
        </Stack>
      </Card>
    </Center>
  );
}
