import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, type Schemas } from '../../../api/client';
import { percent } from '../../../shared/numbers';
import { text } from '../../../strings';
import { runsOfADay } from '../day';
import { type Looked, looked, together } from './concern';

/** From this share of failures on, a version is named. */
const FAILING = 0.05;

/** Versions of which many runs failed in the last day. */
export function useRunConcerns(algorithms: readonly Schemas['AlgorithmInfoResponse'][]): Looked {
  // Several queries together are not told their previous data: it is kept here, while the window moves on by a minute.
  const [earlier] = useState(() => new Map<string, Schemas['StatisticsResponse']>());
  const queries = useQueries({
    queries: algorithms.map(({ algo_key }) =>
      api.queryOptions(...runsOfADay(algo_key), { placeholderData: () => earlier.get(algo_key) }),
    ),
  });
  useEffect(() => {
    for (const [index, { data }] of queries.entries()) if (data) earlier.set(algorithms[index]!.algo_key, data);
  });
  return together(
    queries.map((query, index) => {
      const { algo_key } = algorithms[index]!;
      const failing = (query.data?.versions ?? []).filter(({ failure_rate }) => (failure_rate ?? 0) >= FAILING);
      return looked(
        query,
        text.overview.theRunsOf(algo_key),
        failing.map(({ version, failure_rate }) => ({
          key: `failing-${algo_key}-${version}`,
          to: `/runs?algo_key=${algo_key}&status=FAILED`,
          words: text.overview.failingVersion(algo_key, version, percent(failure_rate)),
        })),
      );
    }),
  );
}
