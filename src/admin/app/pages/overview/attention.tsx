import { Alert, Anchor, List, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { api, type Schemas } from '../../api/client';
import { text } from '../../strings';
import { lastDay } from './day';

/** From this share of failures on, a version is named. */
const FAILING = 0.05;

interface Concern {
  key: string;
  to: string;
  words: ReactNode;
}

/** What a person should look at, each with the page where to look. */
export function Attention({ algorithms }: { algorithms: readonly Schemas['AlgorithmInfoResponse'][] }) {
  const jobsQuery = api.useQuery('get', '/v1/learning/jobs', {
    params: { query: { status: 'FAILED', limit: 50 } },
  });
  const jobs = jobsQuery.data;
  // Several queries together are not told their previous data: it is kept here, while the window moves on by a minute.
  const [earlier] = useState(() => new Map<string, Schemas['StatisticsResponse']>());
  const statistics = useQueries({
    queries: algorithms.map(({ algo_key }) =>
      api.queryOptions(
        'get',
        '/v1/learning/algorithms/{algo_key}/statistics',
        { params: { path: { algo_key }, query: lastDay() } },
        { placeholderData: () => earlier.get(algo_key) },
      ),
    ),
  });
  useEffect(() => {
    for (const [index, { data }] of statistics.entries()) if (data) earlier.set(algorithms[index]!.algo_key, data);
  });
  const dayAgo = lastDay().from;
  const failedJobs = (jobs?.jobs ?? []).filter(({ ended_at }) => ended_at !== null && ended_at > dayAgo);

  const concerns: Concern[] = [
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

  const unread = [
    ...(jobsQuery.isError ? [text.overview.theJobs] : []),
    ...algorithms
      .filter((_, index) => statistics[index]!.isError)
      .map(({ algo_key }) => text.overview.theRunsOf(algo_key)),
  ];
  const isKnown = [jobsQuery, ...statistics].every(({ isSuccess }) => isSuccess);
  if (concerns.length === 0 && unread.length === 0 && !isKnown) return null;
  return (
    <Stack gap="sm">
      {concerns.length > 0 && <Concerns concerns={concerns} />}
      {concerns.length === 0 && isKnown && <Alert color="teal">{text.overview.allWell}</Alert>}
      {unread.length > 0 && <Text size="sm">{text.overview.notKnown(unread.join(', '))}</Text>}
    </Stack>
  );
}

function Concerns({ concerns }: { concerns: readonly Concern[] }) {
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
