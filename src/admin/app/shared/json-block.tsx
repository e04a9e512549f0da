import { Button, Code, Group, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../layout/icon';
import { text } from '../strings';
import { save } from './downloads';

/** Of a longer text, this much is shown at first: a page with a megabyte in it is slow. */
const SHOWN = 20_000;

/** A value of JSON, to be read and to be taken along. */
export function JsonBlock({ title, name, value }: { title: string; name: string; value: unknown }) {
  const [isWhole, setWhole] = useState(false);
  const whole = JSON.stringify(value, null, 2);
  const isLong = !isWhole && whole.length > SHOWN;
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<Icon name="download" />}
          aria-label={`${text.common.download} ${title} JSON`}
          onClick={() => save(`${name}.json`, 'application/json', whole)}
        >
          JSON
        </Button>
      </Group>
      <Code block tabIndex={0} role="region" aria-label={title} mah="28rem" style={{ overflow: 'auto' }}>
        {isLong ? `${whole.slice(0, SHOWN)} …` : whole}
      </Code>
      {isLong && (
        <Button variant="default" size="xs" onClick={() => setWhole(true)}>
          {text.common.more}
        </Button>
      )}
    </Stack>
  );
}
