import { api } from '../../../api/client';
import { useHas } from '../../../session/session';
import { text } from '../../../strings';
import { shortId } from '../../algorithms/active-pair';
import { type Looked, looked, NOTHING, together } from './concern';

/** The newest calibration, when it was made after the last decision about calibrations and is not the active one. */
export function useSetConcerns(): Looked {
  const enabled = useHas('learners');
  const sets = api.useQuery('get', '/v1/learning/calibrations', { params: { query: { limit: 1 } } }, { enabled });
  const adoptions = api.useQuery('get', '/v1/learning/calibrations/adoptions', {}, { enabled });
  const newest = sets.data?.calibrations[0];
  const decided = adoptions.data?.adoptions[0]?.adopted_at;
  const isWaiting = newest && adoptions.data && !newest.is_active && (!decided || newest.created_at > decided);
  const concern = isWaiting && {
    key: 'calibration',
    to: `/items/calibrations/${newest.id}`,
    words: text.overview.waitingCalibration(shortId(newest.id)),
  };
  if (!enabled) return NOTHING;
  return together([
    looked(sets, text.overview.theCalibrations, concern ? [concern] : []),
    looked(adoptions, text.overview.theCalibrations, []),
  ]);
}
