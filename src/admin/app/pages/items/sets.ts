import { api, client, idempotent, type Schemas } from '../../api/client';

/** The two kinds of sets that a person adopts. */
export type SetKind = 'calibrations' | 'skill-maps';

const LIMIT = 50;
const paging = {
  initialPageParam: null,
  getNextPageParam: ({ next_cursor }: { next_cursor: string | null }) => next_cursor,
};
const init = { params: { query: { limit: LIMIT } } };

export const useCalibrations = () => api.useInfiniteQuery('get', '/v1/learning/calibrations', init, paging);
export const useSkillMaps = () => api.useInfiniteQuery('get', '/v1/learning/skill-maps', init, paging);

export const useAdoptions = (kind: SetKind) => api.useQuery('get', `/v1/learning/${kind}/adoptions`);

type Last = Schemas['AdoptionResponse'] | undefined;

/** Says which adoption was seen last: where another one has come, nothing is changed. */
const seen = (last: Last) => (last ? { expected_adoption_id: last.id } : {});

export const adopt = (kind: SetKind, id: string, last: Last, reason: string, key: string) => {
  const request = { headers: idempotent(key), body: { reason, ...seen(last) } };
  return kind === 'calibrations'
    ? client.POST('/v1/learning/calibrations/{calibration_id}/adopt', {
        ...request,
        params: { path: { calibration_id: id } },
      })
    : client.POST('/v1/learning/skill-maps/{skill_map_id}/adopt', {
        ...request,
        params: { path: { skill_map_id: id } },
      });
};

export const withdraw = (kind: SetKind, last: Last, reason: string, key: string) =>
  client.POST(`/v1/learning/${kind}/withdraw`, {
    headers: idempotent(key),
    body: { reason, ...seen(last) },
  });
