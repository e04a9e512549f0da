import { useQueries } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useHas } from '../../session/session';
import { moreOf } from '../../shared/more-of';
import { text } from '../../strings';
import { newestShadows } from '../shadows/shadow';
import { merged } from './changes';
import { ofActivation, ofAdoption, ofGate, ofShadow } from './changes-of';

const LIMIT = 200;

/** All changes of what is active, the newest first. The log of activations comes in pages. */
export function useChanges() {
  const hasEvidence = useHas('evidence');
  const hasLearners = useHas('learners');
  const log = api.useInfiniteQuery(
    'get',
    '/v1/learning/activations',
    { params: { query: { limit: LIMIT } } },
    { initialPageParam: null, getNextPageParam: ({ next_cursor }) => next_cursor },
  );
  const info = api.useQuery('get', '/v1/learning/info');
  const keys = info.data?.algorithms.map(({ algo_key }) => algo_key) ?? [];
  const gates = useQueries({
    queries: keys.map((algo_key) =>
      api.queryOptions('get', '/v1/learning/algorithms/{algo_key}/gate', { params: { path: { algo_key } } }),
    ),
  });
  const shadows = useQueries({ queries: hasEvidence ? keys.map(newestShadows) : [] });
  const calibrations = api.useQuery('get', '/v1/learning/calibrations/adoptions', {}, { enabled: hasLearners });
  const skillMaps = api.useQuery('get', '/v1/learning/skill-maps/adoptions', {}, { enabled: hasLearners });

  const entries = log.data?.pages.flatMap(({ activations }) => activations) ?? [];
  const others = [
    ...gates.flatMap(({ data }) => (data?.history ?? []).map(ofGate)),
    ...shadows.flatMap(({ data }) => (data?.shadows ?? []).flatMap(ofShadow)),
    ...(calibrations.data?.adoptions ?? []).map(ofAdoption('calibration')),
    ...(skillMaps.data?.adoptions ?? []).map(ofAdoption('skill-map')),
  ];
  const parts = [
    { name: text.audit.kinds.gate, queries: [info, ...gates] },
    { name: text.audit.kinds.shadow, queries: shadows },
    { name: text.audit.kinds.calibration, queries: hasLearners ? [calibrations] : [] },
    { name: text.audit.kinds['skill-map'], queries: hasLearners ? [skillMaps] : [] },
  ];
  return {
    ...{ log, keys, more: moreOf(log) },
    changes: merged(entries.map(ofActivation), others, !log.hasNextPage),
    isRead: parts.every(({ queries }) => queries.every(({ isPending }) => !isPending)),
    unread: parts.filter(({ queries }) => queries.some(({ isError }) => isError)).map(({ name }) => name),
  };
}
