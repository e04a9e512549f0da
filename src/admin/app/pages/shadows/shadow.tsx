import { Badge } from '@mantine/core';
import { api, type Schemas } from '../../api/client';
import { text } from '../../strings';

export type Shadow = Schemas['ShadowResponse'];

/** While one computes, it is asked for again so often. */
const REFRESH_MS = 3_000;

export const refreshWhile = (isOpen: boolean | undefined): number | false => (isOpen ? REFRESH_MS : false);

export const SHADOWS = '/v1/learning/algorithms/{algo_key}/shadows';

/** Of the list that comes in pages. */
export const PAGE = 50;
/** Another number: by the same one, the two queries would take each other's answers for theirs. */
const NEWEST = 100;

const newest = (algo_key: string) => ({ params: { path: { algo_key }, query: { limit: NEWEST } } });

/** The query of the newest shadows of an algorithm. */
export const newestShadows = (algoKey: string) => api.queryOptions('get', SHADOWS, newest(algoKey));

/** The newest shadows of an algorithm, of which the first one alone may compute. */
export const useNewestShadows = (algoKey: string, enabled = true) =>
  api.useQuery('get', SHADOWS, newest(algoKey), {
    enabled,
    refetchInterval: ({ state }) => refreshWhile(state.data?.shadows[0]?.ended_at === null),
  });

export const pathOf = ({ algo_key, id }: Pick<Shadow, 'algo_key' | 'id'>): string =>
  `/algorithms/${algo_key}/shadows/${id}`;

/** Whether it computes, and why it does not any more. */
export const ShadowState = ({ shadow: { ended_by } }: { shadow: Shadow }) => (
  <Badge variant="dot" color={ended_by ? 'gray' : 'blue'} tt="none">
    {ended_by ? `${text.shadows.ended}: ${text.shadows.endedBy[ended_by]}` : text.shadows.computes}
  </Badge>
);
