import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { type Column, DataTable } from '../shared/data-table';
import { count, measure } from '../shared/numbers';
import { text } from '../strings';
import { type PreviewReport } from './reports';

interface Props {
  name: string;
  changed: PreviewReport['most_changed'];
  /** Of all learners: what it does not say is not said of one either. */
  total: PreviewReport['total'];
  learners: readonly (string | null)[];
}

/** The learners whose states change most. */
export function MostChanged({ name, changed, total, learners }: Props) {
  const rows = changed.map((one, index) => ({ ...one, index, learner_id: learners[index] ?? null }));
  type Changed = (typeof rows)[number];
  const due: Column<Changed>[] = [
    { header: text.evidence.dueTodayActive, cell: ({ due_today }) => count(due_today.active), numeric: true },
    { header: text.evidence.dueTodayCandidate, cell: ({ due_today }) => count(due_today.candidate), numeric: true },
  ];
  const mastered: Column<Changed>[] = [
    { header: text.evidence.gained, cell: ({ gained }) => count(gained), numeric: true },
    { header: text.evidence.lost, cell: ({ lost }) => count(lost), numeric: true },
  ];
  return (
    <DataTable
      label={text.evidence.mostChanged(name)}
      items={rows}
      rowKey={({ index }) => String(index)}
      empty={text.evidence.noneChanges}
      columns={[
        {
          header: text.evidence.learner,
          cell: ({ learner_id }) =>
            learner_id ? (
              <Anchor component={Link} to={`/learners/${learner_id}`} className="mono" title={learner_id}>
                {learner_id.slice(0, 8)}
              </Anchor>
            ) : (
              text.evidence.erased
            ),
        },
        { header: text.evidence.answers, cell: ({ answers }) => count(answers), numeric: true },
        { header: text.evidence.moved, cell: ({ moved }) => count(moved), numeric: true },
        ...(total.due ? due : []),
        ...(total.mastered ? mastered : []),
        { header: text.evidence.change, cell: ({ change }) => measure(change), numeric: true },
      ]}
    />
  );
}
