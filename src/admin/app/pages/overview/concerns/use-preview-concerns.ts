import { useQueries } from '@tanstack/react-query';
import { api, type Schemas } from '../../../api/client';
import { useHas } from '../../../session/session';
import { text } from '../../../strings';
import { pairName } from '../../algorithms/active-pair';
import { saysSomething } from '../../tune/says-something';
import { type Looked, looked, together } from './concern';

const DAY_MS = 24 * 3_600_000;

/** An older preview is no longer waited for. */
const RECENT_MS = 14 * DAY_MS;

/** Sets that were previewed and may still be wanted, of which the preview says nothing any more: something else became active since. */
export function usePreviewConcerns(algorithms: readonly Schemas['AlgorithmInfoResponse'][]): Looked {
  const hasEvidence = useHas('evidence');
  const keys = hasEvidence ? algorithms.map(({ algo_key }) => algo_key) : [];
  const previews = useQueries({
    queries: keys.map((algo_key) =>
      api.queryOptions('get', '/v1/learning/algorithms/{algo_key}/previews', {
        params: { path: { algo_key }, query: { limit: 10 } },
      }),
    ),
  });
  const logs = useQueries({
    queries: keys.map((algo_key) =>
      api.queryOptions('get', '/v1/learning/activations', { params: { query: { algo_key, limit: 1 } } }),
    ),
  });
  return together(
    keys.flatMap((key, index) => {
      const last = logs[index]!.data?.activations[0];
      const made = previews[index]!.data?.previews ?? [];
      const newest = made.filter(
        ({ params_id }, place) => made.findIndex((other) => other.params_id === params_id) === place,
      );
      const stale = newest.filter(
        (preview) =>
          last &&
          preview.params_id !== last.params_id &&
          Date.parse(preview.as_of) > Date.now() - RECENT_MS &&
          !saysSomething(preview, last),
      );
      const concerns = stale.map((preview) => ({
        key: `stale-${preview.id}`,
        to: `/algorithms/${key}/versions/${preview.version}/params/${preview.params_id}`,
        words: text.overview.stalePreview(`${key} ${pairName(preview)}`),
      }));
      return [
        looked(previews[index]!, text.overview.thePreviews, concerns),
        looked(logs[index]!, text.overview.theLog, []),
      ];
    }),
  );
}
