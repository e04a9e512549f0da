import { type AuthUser } from '../access/auth-user.js';
import { type RunRecord } from '../../runs/run-queries.js';
import { runView } from '../../runs/run-view.js';
import { type RunResponse } from './run.response.js';

/** What computed it is for administrators. */
export function toRunResponse(record: RunRecord, { role }: AuthUser): RunResponse {
  const { runtime, code_digest, ...shown } = runView(record);
  return { ...shown, ...(role === 'admin' && { runtime, code_digest }) };
}
