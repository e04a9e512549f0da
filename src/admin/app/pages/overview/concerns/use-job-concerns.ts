import { api } from '../../../api/client';
import { useHas } from '../../../session/session';
import { text } from '../../../strings';
import { lastDay } from '../day';
import { type Looked, looked, NOTHING } from './concern';

/** So many of the failed jobs are looked at. */
const LIMIT = 50;

/** Jobs that failed in the last day. */
export function useJobConcerns(): Looked {
  const hasJobs = useHas('jobs');
  const params = { query: { status: 'FAILED' as const, limit: LIMIT } };
  const query = api.useQuery('get', '/v1/learning/jobs', { params }, { enabled: hasJobs });
  const dayAgo = lastDay().from;
  const { length } = (query.data?.jobs ?? []).filter(({ ended_at }) => ended_at !== null && ended_at > dayAgo);
  // Where all that were asked for are of the last day, there may be more.
  const words = text.overview.failedJobs(length, length === LIMIT);
  const concern = { key: 'jobs', to: '/jobs?status=FAILED', words };
  if (!hasJobs) return NOTHING;
  return looked(query, text.overview.theJobs, length > 0 ? [concern] : []);
}
