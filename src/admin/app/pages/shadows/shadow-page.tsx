import { Anchor, Button, Card, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../../api/client';
import { PageFrame } from '../../layout/page-frame';
import { useMay } from '../../session/session';
import { Facts } from '../../shared/facts';
import { Loaded } from '../../shared/loaded';
import { count, limitPercent } from '../../shared/numbers';
import { Time } from '../../shared/time';
import { text } from '../../strings';
import { pairName } from '../algorithms/active-pair';
import { Who } from '../algorithms/who';
import { Crumbs } from '../tune/crumbs';
import { Comparison } from './comparison';
import { EndShadow } from './end-shadow';
import { refreshWhile, type Shadow, ShadowState } from './shadow';
import { ShadowRuns } from './shadow-runs';

/** One shadow: how far it is, where it fails, and how it compares with what is active. */
export function Component() {
  const { key = '', shadow_id = '' } = useParams();
  const isAdmin = useMay('admin');
  const [isEnding, setEnding] = useState(false);
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/shadows/{shadow_id}',
    { params: { path: { algo_key: key, shadow_id } } },
    { refetchInterval: ({ state }) => refreshWhile(state.data?.ended_at === null) },
  );
  const shadow = query.data;
  const words = text.shadows;
  return (
    <PageFrame
      title={shadow ? words.titleOf(key, pairName(shadow)!) : words.title}
      actions={
        isAdmin &&
        shadow?.ended_at === null && (
          <Button variant="default" onClick={() => setEnding(true)}>
            {words.end}
          </Button>
        )
      }
    >
      <Crumbs algoKey={key} here={words.shadow(shadow_id.slice(0, 8))} />
      <Loaded query={query} height={400}>
        {(data) => (
          <Stack gap="xl">
            <HowFar shadow={data} />
            <Comparison shadow={data} />
            <ShadowRuns runs={data.runs} />
            <ShadowFacts shadow={data} />
            <Stack gap={4} align="start">
              <Anchor component={Link} to={setOf(data, data)}>
                {words.toSet}
              </Anchor>
              {isAdmin && (
                <Anchor
                  component={Link}
                  to={`/runs?purpose=shadow&algo_key=${key}&version=${data.version}&from=${data.started_at}`}
                >
                  {words.itsRuns}
                </Anchor>
              )}
              <Anchor component={Link} to={`/algorithms/${key}?tab=shadows`}>
                {words.all}
              </Anchor>
            </Stack>
          </Stack>
        )}
      </Loaded>
      {isEnding && shadow && <EndShadow shadow={shadow} onClose={() => setEnding(false)} />}
    </PageFrame>
  );
}

const setOf = ({ algo_key }: Shadow, { version, params_id }: Pick<Shadow, 'version' | 'params_id'>): string =>
  `/algorithms/${algo_key}/versions/${version}/params/${params_id}`;

function HowFar({ shadow }: { shadow: Shadow }) {
  const words = text.shadows;
  const { runs, budget, ended_at, ended_by, until } = shadow;
  return (
    <Card withBorder component="section" aria-label={words.progress}>
      <Stack gap="xs">
        <Text component="div">
          {ended_by ? (
            <>
              {words.endedAt} <Time at={ended_at} />: {words.endedBy[ended_by]}.
            </>
          ) : (
            <>
              {words.computesUntil} <Time at={until} />, {words.orBudget(count(budget))}
            </>
          )}
        </Text>
        <Progress value={(100 * runs.started) / budget} aria-label={words.progress} animated={!ended_by} />
        <Text size="sm" role="status">
          {words.of(count(runs.started), count(budget))}
        </Text>
      </Stack>
    </Card>
  );
}

function ShadowFacts({ shadow }: { shadow: Shadow }) {
  const words = text.shadows;
  const pair = (name: Pick<Shadow, 'version' | 'params_id'>) => (
    <Anchor component={Link} to={setOf(shadow, name)} className="mono" title={name.params_id}>
      {pairName(name)}
    </Anchor>
  );
  return (
    <Facts
      label={words.details}
      facts={[
        [words.state, <ShadowState key="state" shadow={shadow} />],
        [words.candidate, pair(shadow)],
        [words.beside, pair(shadow.active)],
        [words.share, limitPercent(shadow.percent / 100)],
        [words.budget, count(shadow.budget)],
        [words.until, <Time key="until" at={shadow.until} />],
        [words.started, <Time key="started" at={shadow.started_at} />],
        [words.by, <Who key="by" id={shadow.actor_user_id} />],
        [text.common.reason, shadow.reason],
        [words.endedByWhom, shadow.ended_by_user_id ? <Who key="end" id={shadow.ended_by_user_id} /> : undefined],
        [words.endReason, shadow.end_reason ?? undefined],
      ]}
    />
  );
}
