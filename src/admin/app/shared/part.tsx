import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';

/** A part of a page under its heading. `note` says where it is from. */
export function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Group gap="sm" align="baseline">
        <Title order={2} size="h4">
          {title}
        </Title>
        {note && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
      </Group>
      {children}
    </Stack>
  );
}
