import { Badge, Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { IntervalBar } from '../../shared/interval-bar';
import { count, percent } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';

/** How well each skill is known, and how sure that is. */
export function Mastery({ mastery }: { mastery: Schemas['LearnerMasteryResponse'] }) {
  const words = text.learners;
  return (
    <Part title={words.mastery} note={words.by(mastery.algo_key, mastery.version)}>
      <DataTable
        label={words.mastery}
        items={mastery.skills}
        rowKey={({ skill_id }) => skill_id}
        empty={words.noMastery}
        columns={[
          { header: words.skill, cell: ({ skill_id }) => skill_id },
          {
            header: words.bar,
            cell: ({ value, low, high }) => <IntervalBar value={value} low={low} high={high} range={[0, 1]} />,
          },
          { header: words.value, numeric: true, cell: ({ value }) => percent(value) },
          {
            header: words.interval,
            numeric: true,
            cell: ({ low, high }) => (low === null || high === null ? '–' : `${percent(low)} – ${percent(high)}`),
          },
          { header: words.mastered, cell: ({ mastered }) => <Mastered mastered={mastered} /> },
          { header: words.answers, numeric: true, cell: ({ answers }) => count(answers) },
          { header: words.last, cell: ({ last_at }) => <Time at={last_at} /> },
        ]}
      />
      {mastery.more && <Text size="sm">{words.moreSkills}</Text>}
    </Part>
  );
}

const Mastered = ({ mastered }: { mastered: boolean | null }) =>
  mastered === null ? (
    '–'
  ) : (
    <Badge variant="dot" color={mastered ? 'teal' : 'gray'}>
      {mastered ? text.learners.yes : text.learners.no}
    </Badge>
  );
