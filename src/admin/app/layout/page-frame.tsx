import { Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { text } from '../strings';

/** A page: its title, what can be done with all of it, and what it shows. The tab is called by the title. */
export function PageFrame({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${text.layout.product}`;
  }, [title]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="start">
        <Title order={1} size="h2" tabIndex={-1}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
