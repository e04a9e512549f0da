import { api, type Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';

/** The last entry of the activation log of an algorithm, which says what is active: null where there is none. For administrators. */
export function useLastActivation(algoKey: string) {
  return api.useQuery(
    'get',
    '/v1/learning/activations',
    { params: { query: { algo_key: algoKey, limit: 1 } } },
    { select: ({ activations }) => activations[0] ?? null },
  );
}

type Pair = Pick<Schemas['ActivationResponse'], 'version' | 'params_id'>;

/** A version and a set of it, as short as people can tell them apart and type them: `v1/39ce6dfd`. Undefined where none is active. */
export const pairName = (pair: Pair | null | undefined): string | undefined =>
  pair?.version ? `${pair.version}/${shortId(pair.params_id)}` : undefined;

export const shortId = (id: string | null | undefined): string => id?.slice(0, 8) ?? '';

/** After a change: everything that is shown is asked for again. */
export const readAgain = (): Promise<void> => queryClient.invalidateQueries();
