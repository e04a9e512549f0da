import { Box, Slider, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { text } from '../../strings';
import { pairName } from './active-pair';
import { entryAt } from './entry-at';

type Entry = Schemas['ActivationResponse'];

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const nameOf = (entry: Entry): string =>
  `${whole.format(new Date(entry.activated_at))}: ${pairName(entry) ?? text.overview.none}`;

interface Props {
  /** The newest first. */
  entries: readonly Entry[];
  asOf: string | null;
  choose: (at: string) => void;
}

/** Goes from one entry of the log to the next, by pointer and by keys: one step for each, however long it was active. */
export function EntrySlider({ entries, asOf, choose }: Props) {
  const inTime = entries.toReversed();
  const chosen = entryAt(entries, asOf);
  const place = chosen ? inTime.indexOf(chosen) : 0;
  return (
    <Box maw={640} pb="xs">
      <Text size="sm" fw={500} mb={4}>
        {text.algorithms.throughLog}
      </Text>
      <Slider
        min={0}
        max={inTime.length - 1}
        step={1}
        value={place}
        onChange={(next) => choose(inTime[next]!.activated_at)}
        label={(value) => nameOf(inTime[value]!)}
        thumbLabel={text.algorithms.throughLog}
        thumbValueText={(value) => nameOf(inTime[value]!)}
        marks={inTime.map((_, value) => ({ value }))}
        restrictToMarks
      />
    </Box>
  );
}
