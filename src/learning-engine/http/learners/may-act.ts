import { actsForOthers, type AuthUser } from '../access/auth-user.js';
import { RequestProblem } from '../problems/problem.js';

/**
 * Learners act for themselves, services and administrators for all.
 *
 * @throws RequestProblem `forbidden`
 */
export function checkMayAct(caller: AuthUser, learnerId: string): void {
  if (learnerId !== caller.userId && !actsForOthers(caller)) throw new RequestProblem('forbidden');
}
