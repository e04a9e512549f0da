import { Alert, Stack, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { count, duration, percent } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { text } from '../../strings';

/** What is nearly all is not shown as all. */
const shown = (share: number): number => (share < 1 ? Math.min(share, 0.999) : share);

/** How the outputs of a shadow, and the time they took, compare with those of the active version for the same inputs. */
export function Comparison({ shadow: { runs, comparison } }: { shadow: Schemas['ComparedShadowResponse'] }) {
  const words = text.shadows;
  const { equal, difference, durations } = comparison;
  const isTroubled = runs.failed > 0 || runs.dropped > 0;
  const sentences = [
    equal === null ? words.nothing : words.same(percent(shown(equal))),
    difference.runs > 0 &&
      words.differ(count(difference.runs), percent(difference.median), percent(difference.largest)),
    runs.failed > 0 && words.fails(count(runs.failed)),
    runs.dropped > 0 && words.drops(count(runs.dropped)),
    words.sayNothing,
  ];
  return (
    <Part title={words.comparison}>
      <Stack>
        <Alert color={isTroubled ? 'orange' : 'blue'}>
          {sentences.filter(Boolean).map((sentence) => (
            <Text size="sm" key={String(sentence)}>
              {sentence}
            </Text>
          ))}
        </Alert>
        {equal !== null && (
          <DataTable
            label={words.durations}
            items={[
              { what: words.half, active_ms: durations.active.p50_ms, candidate_ms: durations.candidate.p50_ms },
              { what: words.most, active_ms: durations.active.p95_ms, candidate_ms: durations.candidate.p95_ms },
            ]}
            rowKey={({ what }) => what}
            columns={[
              { header: words.durations, cell: ({ what }) => what },
              { header: words.active, cell: ({ active_ms }) => duration(active_ms), numeric: true },
              { header: words.candidate, cell: ({ candidate_ms }) => duration(candidate_ms), numeric: true },
            ]}
          />
        )}
      </Stack>
    </Part>
  );
}
