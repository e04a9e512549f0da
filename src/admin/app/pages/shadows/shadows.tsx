import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useMay } from '../../session/session';
import { DataTable } from '../../shared/data-table';
import { Loaded } from '../../shared/loaded';
import { moreOf } from '../../shared/more-of';
import { count, limitPercent } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName } from '../algorithms/active-pair';
import { PAGE, pathOf, refreshWhile, SHADOWS, ShadowState } from './shadow';
import { StartShadow } from './start-shadow';

/** What computes beside the active version of an algorithm, and what did. */
export function Shadows({ algoKey }: { algoKey: string }) {
  const isAdmin = useMay('admin');
  const [isStarting, setStarting] = useState(false);
  const words = text.shadows;
  const query = api.useInfiniteQuery(
    'get',
    SHADOWS,
    { params: { path: { algo_key: algoKey }, query: { limit: PAGE } } },
    {
      initialPageParam: null,
      getNextPageParam: ({ next_cursor }) => next_cursor,
      refetchInterval: ({ state }) => refreshWhile(state.data?.pages[0]?.shadows[0]?.ended_at === null),
    },
  );
  const more = moreOf(query);
  return (
    <Stack>
      <Group justify="space-between" align="start">
        <Text size="sm" maw="48rem">
          {words.help}
        </Text>
        {isAdmin && <Button onClick={() => setStarting(true)}>{words.start}</Button>}
      </Group>
      <Loaded query={query}>
        {({ pages }) => (
          <DataTable
            label={words.title}
            items={pages.flatMap(({ shadows }) => shadows)}
            rowKey={({ id }) => id}
            empty={words.none}
            more={more}
            columns={[
              {
                header: words.candidate,
                cell: (shadow) => (
                  <Anchor component={Link} to={pathOf(shadow)} className="mono" title={shadow.id}>
                    {pairName(shadow)}
                  </Anchor>
                ),
              },
              { header: words.beside, cell: ({ active }) => <span className="mono">{pairName(active)}</span> },
              { header: words.state, cell: (shadow) => <ShadowState shadow={shadow} /> },
              { header: words.started, cell: ({ started_at }) => <Time at={started_at} /> },
              { header: words.share, cell: ({ percent }) => limitPercent(percent / 100), numeric: true },
              {
                header: words.count,
                cell: ({ runs, budget }) => words.of(count(runs.started), count(budget)),
                numeric: true,
              },
              { header: words.failed, cell: ({ runs }) => count(runs.failed), numeric: true },
              { header: text.common.reason, cell: ({ reason }) => reason },
            ]}
          />
        )}
      </Loaded>
      {isStarting && <StartShadow algoKey={algoKey} onClose={() => setStarting(false)} />}
    </Stack>
  );
}
