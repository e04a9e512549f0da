import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { DownloadButtons } from '../../shared/download-buttons';
import { useHas } from '../../session/session';
import { Loaded } from '../../shared/loaded';
import { text } from '../../strings';
import { useNewestShadows } from '../shadows/shadow';
import { AsOf } from './as-of';
import { LogTimeline } from './log-timeline';
import { RestoreDialog, RetireDialog, RollbackDialog } from './log-dialogs';

type Entry = Schemas['ActivationResponse'];
type Asked =
  { kind: 'rollback' } | { kind: 'retire' } | { kind: 'restore'; entry: Entry } | { kind: 'moment'; at: string };

/** What was active when, why, and by whom; and the ways back. */
export function ActivationLog({ algoKey }: { algoKey: string }) {
  const [asked, setAsked] = useState<Asked>();
  const [search] = useSearchParams();
  const query = api.useInfiniteQuery(
    'get',
    '/v1/learning/activations',
    { params: { query: { algo_key: algoKey, limit: 20 } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const shadows = useNewestShadows(algoKey, useHas('evidence'));
  const entries = query.data?.pages.flatMap(({ activations }) => activations) ?? [];
  const last = entries[0];
  const close = () => setAsked(undefined);

  return (
    <Stack gap="lg">
      <AsOf algoKey={algoKey} entries={entries} restore={(at) => setAsked({ kind: 'moment', at })} />
      <Group gap="sm">
        <Button variant="default" disabled={entries.length < 2} onClick={() => setAsked({ kind: 'rollback' })}>
          {text.algorithms.rollBack}
        </Button>
        <Button variant="default" disabled={!last?.version} onClick={() => setAsked({ kind: 'retire' })}>
          {text.algorithms.retire}
        </Button>
      </Group>
      <Loaded query={query}>
        {() => (
          <Stack>
            <LogTimeline
              entries={entries}
              shadows={shadows.data?.shadows ?? []}
              asOf={search.get('as_of')}
              restore={(entry) => setAsked({ kind: 'restore', entry })}
            />
            <Group justify="space-between">
              {query.hasNextPage ? (
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => void query.fetchNextPage()}
                  loading={query.isFetchingNextPage}
                >
                  {text.common.more}
                </Button>
              ) : (
                <span />
              )}
              <DownloadButtons label={text.algorithms.logOf(algoKey)} rows={() => entries} />
            </Group>
          </Stack>
        )}
      </Loaded>
      {asked?.kind === 'rollback' && last && <RollbackDialog algoKey={algoKey} last={last} onClose={close} />}
      {asked?.kind === 'retire' && last && <RetireDialog algoKey={algoKey} last={last} onClose={close} />}
      {asked?.kind === 'restore' && last && (
        <RestoreDialog
          algoKey={algoKey}
          last={last}
          onClose={close}
          to={{ activation_id: asked.entry.id }}
          entry={asked.entry}
        />
      )}
      {asked?.kind === 'moment' && last && (
        <RestoreDialog algoKey={algoKey} last={last} onClose={close} to={{ as_of: asked.at }} />
      )}
    </Stack>
  );
}
