import { api, client, idempotent, type Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';

/** What may become active. */
export interface Candidate {
  algoKey: string;
  version: string;
  paramsId: string;
}

export type Sample = number | 'all';
type Made = Schemas['EvaluationResponse'] | Schemas['PreviewResponse'];

/** What is found out about a candidate by a job, and the ways to start and cancel that. */
export interface Evidence<One extends Made = Made> {
  /** The newest one of this candidate; undefined where there is none, or before it is read. */
  made: One | undefined;
  error: unknown;
  start: (sample: Sample, key: string) => Promise<unknown>;
  cancel: () => Promise<unknown>;
}

const POLL_MS = 1000;

/** Asks again as long as something may change by itself. */
const untilEnded = ({ state: { data } }: { state: { data?: { status: string } } }): number | false =>
  data && ['QUEUED', 'RUNNING'].includes(data.status) ? POLL_MS : false;

const again = () => queryClient.invalidateQueries();

/**
 * The newest job of a kind for exactly this candidate, among the newest jobs of the kind: null where there is none. What is older has ended,
 * and is among the reports that are stored.
 */
function useNewestJob(kind: string, { algoKey, version, paramsId }: Candidate) {
  return api.useQuery(
    'get',
    '/v1/learning/jobs',
    { params: { query: { kind, limit: 50 } } },
    {
      select: ({ jobs }) =>
        jobs.find(
          ({ args, status }) =>
            args.algo_key === algoKey &&
            args.version === version &&
            args.params_id === paramsId &&
            status !== 'CANCELLED',
        )?.id ?? null,
    },
  );
}

export function useEvaluation(candidate: Candidate): Evidence<Schemas['EvaluationResponse']> {
  const { algoKey: algo_key, version, paramsId: params_id } = candidate;
  const job = useNewestJob('evaluation.run', candidate);
  const stored = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/evaluations',
    { params: { path: { algo_key }, query: { version, params_id, limit: 1 } } },
    { enabled: job.data === null },
  );
  const id = job.data ?? stored.data?.evaluations[0]?.id;
  const path = { algo_key, evaluation_id: id ?? '' };
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/evaluations/{evaluation_id}',
    { params: { path } },
    { enabled: Boolean(id), refetchInterval: untilEnded },
  );
  return {
    made: query.data,
    error: job.error ?? stored.error ?? query.error,
    start: (sample, key) =>
      client
        .POST('/v1/learning/algorithms/{algo_key}/evaluations', {
          ...{ params: { path: { algo_key } }, headers: idempotent(key) },
          body: { version, params_id, sample: sample as 'all' },
        })
        .then(again),
    cancel: () =>
      client.DELETE('/v1/learning/algorithms/{algo_key}/evaluations/{evaluation_id}', { params: { path } }).then(again),
  };
}

export function usePreview(candidate: Candidate): Evidence<Schemas['PreviewResponse']> {
  const { algoKey: algo_key, version, paramsId: params_id } = candidate;
  const job = useNewestJob('evidence.preview', candidate);
  const stored = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/previews',
    { params: { path: { algo_key }, query: { version, params_id, limit: 1 } } },
    { enabled: job.data === null },
  );
  const id = job.data ?? stored.data?.previews[0]?.id;
  const path = { algo_key, preview_id: id ?? '' };
  const query = api.useQuery(
    'get',
    '/v1/learning/algorithms/{algo_key}/previews/{preview_id}',
    { params: { path } },
    { enabled: Boolean(id), refetchInterval: untilEnded },
  );
  return {
    made: query.data,
    error: job.error ?? stored.error ?? query.error,
    start: (sample, key) =>
      client
        .POST('/v1/learning/algorithms/{algo_key}/previews', {
          ...{ params: { path: { algo_key } }, headers: idempotent(key) },
          body: { version, params_id, sample: sample as 'all' },
        })
        .then(again),
    cancel: () =>
      client.DELETE('/v1/learning/algorithms/{algo_key}/previews/{preview_id}', { params: { path } }).then(again),
  };
}
