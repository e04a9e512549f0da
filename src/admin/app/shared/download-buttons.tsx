import { Button, Group } from '@mantine/core';
import { Icon } from '../layout/icon';
import { text } from '../strings';
import { type Row, save, toCsv, toNdjson } from './downloads';

const FORMATS = [
  [text.common.csv, 'csv', 'text/csv', toCsv],
  [text.common.ndjson, 'ndjson', 'application/x-ndjson', toNdjson],
] as const;

/** Takes rows along as files. The label is what they are, and the name of the files. */
export function DownloadButtons({ label, rows }: { label: string; rows: () => readonly Row[] }) {
  const name = label.toLowerCase().replaceAll(/\W+/g, '-');
  return (
    <Group gap="xs">
      {FORMATS.map(([word, ending, type, write]) => (
        <Button
          key={ending}
          variant="subtle"
          size="compact-xs"
          leftSection={<Icon name="download" />}
          aria-label={`${text.common.download} ${label} ${word}`}
          onClick={() => save(`${name}.${ending}`, type, write(rows()))}
        >
          {word}
        </Button>
      ))}
    </Group>
  );
}
