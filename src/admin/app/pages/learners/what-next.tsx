import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { number, percent } from '../../shared/numbers';
import { Part } from '../../shared/part';
import { text } from '../../strings';
import { WhyThese } from './why-these';

/** What was chosen for the learner since they changed last. */
export function WhatNext({ next }: { next: Schemas['SelectionResponse'] | null }) {
  const isAdmin = useMay('admin');
  const words = text.learners;
  if (!next) {
    return (
      <Part title={words.next}>
        <Text c="dimmed">{words.noNext}</Text>
      </Part>
    );
  }
  return (
    <Part title={words.next} note={words.nextBy(next.algo_key, next.version)}>
      <DataTable
        label={words.next}
        items={next.items}
        rowKey={({ item_id }) => item_id}
        columns={[
          { header: words.rank, numeric: true, cell: ({ rank }) => rank },
          { header: words.item, cell: ({ item_id }) => item_id },
          { header: words.score, numeric: true, cell: ({ score }) => number(score) },
          { header: words.propensity, numeric: true, cell: ({ propensity }) => percent(propensity) },
          { header: words.difficulty, numeric: true, cell: ({ difficulty }) => number(difficulty) },
          { header: words.calibrated, cell: ({ is_calibrated }) => (is_calibrated ? words.yes : words.no) },
        ]}
      />
      <WhyThese next={next} />
      {isAdmin && (
        <Anchor component={Link} to={`/runs/${next.run_id}`}>
          {words.run}
        </Anchor>
      )}
    </Part>
  );
}
