import { Button, Stack, Text } from '@mantine/core';
import { useRouteError } from 'react-router';
import { text } from '../strings';
import { PageFrame } from './page-frame';

/** In the words of Chromium, Firefox and Safari, and of Vite for styles. */
const NOT_LOADED = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** What is shown in place of a page that cannot be: the menu stays. */
export function PageError() {
  const error = useRouteError();
  const message = error instanceof Error ? error.message : String(error);
  // The files of a page are named by their content: after an update, those of before are gone.
  const isUpdated = NOT_LOADED.test(message);
  return (
    <PageFrame title={isUpdated ? text.layout.updated : text.layout.wrong}>
      <Stack align="start" role="alert">
        <Text>{isUpdated ? text.layout.updatedHelp : message}</Text>
        <Button onClick={() => location.reload()}>{text.layout.reload}</Button>
      </Stack>
    </PageFrame>
  );
}
