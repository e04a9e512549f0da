import { Alert, Anchor, List } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { text } from '../../strings';
import { lastDay } from './day';

/** From this share of failures on, a version is named. */
const FAILING = 0.05;

/** What a person should look at, each with the page where to look. */
export function Attention({ algorithms }: { algorithms: readonly Schemas['AlgorithmInfoResponse'][] }) {
  const { data: jobs } = api.useQuery('get', '/v1/learning/jobs', {
    params: { query: { status: 'FAILED', limit: 50 } },
  });
  const statistics = useQueries({
    queries: algorithms.map(({ algo_key }) =>
      api.queryOptions('get', '/v1/learning/algorithms/{algo_key}/statistics', {
        params: { path: { algo_key }, query: lastDay() },
      }),
    ),
  });
  const dayAgo = lastDay().from;
  const failedJobs = (jobs?.jobs ?? []).filter(({ ended_at }) => ended_at !== null && ended_at > dayAgo);

  const concerns: { key: string; to: string; words: ReactNode }[] = [
    ...algorithms
      .filter(({ active_version }) => !active_version)
      .map(({ algo_key }) => ({
        key: `none-${algo_key}`,
        to: `/algorithms/${algo_key}`,
        words: text.overview.noneActive(algo_key),
      })),
    ...algorithms
      .filter(({ active_version }) => active_version === 'v0')
      .map(({ algo_key }) => ({
        key: `stub-${algo_key}`,
        to: `/algorithms/${algo_key}`,
        words: text.overview.stubActive(algo_key),
      })),
    ...statistics.flatMap(({ data }, index) =>
      (data?.versions ?? [])
        .filter(({ failure_rate }) => (failure_rate ?? 0) >= FAILING)
        .map(({ version, failure_rate }) => {
          const { algo_key } = algorithms[index]!;
          const percent = `${Math.round(100 * failure_rate!)} %`;
          return {
            key: `failing-${algo_key}-${version}`,
            to: `/runs?algo_key=${algo_key}&status=FAILED`,
            words: text.overview.failingVersion(algo_key, version, percent),
          };
        }),
    ),
    ...(failedJobs.length > 0
      ? [{ key: 'jobs', to: '/jobs?status=FAILED', words: text.overview.failedJobs(failedJobs.length) }]
      : []),
  ];

  if (concerns.length === 0) return <Alert color="teal">{text.overview.allWell}</Alert>;
  return (
    <Alert color="orange" title={text.overview.attention}>
      <List>
        {concerns.map(({ key, to, words }) => (
          <List.Item key={key}>
            <Anchor component={Link} to={to}>
              {words}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
