import { api } from '../../../api/client';
import { text } from '../../../strings';
import { lastDay } from '../day';
import { type Looked, looked } from './concern';

/** Jobs that failed in the last day. */
export function useJobConcerns(): Looked {
  const query = api.useQuery('get', '/v1/learning/jobs', { params: { query: { status: 'FAILED', limit: 50 } } });
  const dayAgo = lastDay().from;
  const { length } = (query.data?.jobs ?? []).filter(({ ended_at }) => ended_at !== null && ended_at > dayAgo);
  const concern = { key: 'jobs', to: '/jobs?status=FAILED', words: text.overview.failedJobs(length) };
  return looked(query, text.overview.theJobs, length > 0 ? [concern] : []);
}
