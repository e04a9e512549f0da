import { Anchor, Text } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { count } from '../shared/numbers';
import { text } from '../strings';
import { type PreviewReport } from './reports';

/** So many are named in a sentence; the table has the others. */
const NAMED = 3;

/** For whom most changes, in a sentence. */
export function MostChangedInWords({
  changed,
  saysDue,
  learners,
}: {
  changed: PreviewReport['most_changed'];
  /** Whether the report says what is due. */
  saysDue: boolean;
  learners: readonly (string | null)[];
}) {
  const named = changed
    .map((one, index) => ({ ...one, id: learners[index] }))
    .filter(({ id }) => id)
    .slice(0, NAMED);
  if (named.length === 0) return null;
  return (
    <Text size="sm">
      {text.evidence.mostChangeFor}{' '}
      {named.map(({ id, moved, due_today }, index) => (
        <Fragment key={id}>
          {index > 0 && '; '}
          <Anchor component={Link} to={`/learners/${id}`} className="mono" title={id!}>
            {id!.slice(0, 8)}
          </Anchor>{' '}
          ({text.evidence.statesMove(count(moved))}
          {saysDue && `, ${text.evidence.dueThen(count(due_today.active), count(due_today.candidate))}`})
        </Fragment>
      ))}
      .
    </Text>
  );
}
