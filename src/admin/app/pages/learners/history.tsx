import { Text } from '@mantine/core';
import { type Schemas } from '../../api/client';
import { DataTable } from '../../shared/data-table';
import { Id } from '../../shared/id';
import { number } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { Time } from '../../shared/time';
import { text } from '../../strings';

/** The answers that were recorded last. */
export function RecentAnswers({ answers }: { answers: readonly Schemas['RecentAnswerResponse'][] }) {
  const words = text.learners;
  return (
    <Part title={words.recent}>
      <DataTable
        label={words.recent}
        items={answers}
        rowKey={({ event_id }) => event_id}
        columns={[
          { header: words.at, cell: ({ at }) => <Time at={at} /> },
          { header: words.item, cell: ({ item_id }) => item_id ?? '–' },
          { header: words.skills, cell: ({ skill_ids }) => skill_ids.join(', ') || '–' },
          { header: words.right, cell: ({ correct }) => (correct ? words.yes : words.no) },
          { header: words.score, numeric: true, cell: ({ score }) => number(score) },
          { header: words.context, cell: ({ context }) => context },
          { header: words.corrected, cell: ({ corrected }) => (corrected ? words.yes : words.no) },
        ]}
      />
    </Part>
  );
}

interface DecisionsProps {
  decisions: readonly Schemas['OpenDecisionResponse'][];
  hasMore: boolean;
}

/** What people decided about the learner, as long as it holds. */
export function Decisions({ decisions, hasMore }: DecisionsProps) {
  const words = text.learners;
  return (
    <Part title={words.decisions}>
      <DataTable
        label={words.decisions}
        items={decisions}
        rowKey={({ id }) => id}
        empty={words.noDecisions}
        columns={[
          { header: words.at, cell: ({ at }) => <Time at={at} /> },
          { header: words.kind, cell: ({ kind }) => kind },
          { header: words.scope, cell: ({ scope }) => scope.kind },
          { header: words.scopeId, cell: ({ scope }) => scope.id },
          { header: words.until, cell: ({ expires_at }) => (expires_at ? <Time at={expires_at} /> : '–') },
          { header: text.overview.who, cell: ({ actor_user_id, role }) => role ?? <Id id={actor_user_id} /> },
          { header: text.common.reason, cell: ({ reason }) => reason },
        ]}
      />
      {hasMore && <Text size="sm">{words.moreDecisions}</Text>}
    </Part>
  );
}
