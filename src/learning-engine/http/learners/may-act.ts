import { actsForOthers, type AuthUser } from '../access/auth-user.js';
import { RequestProblem } from '../problems/problem.js';

/**
 * Learners act for themselves, services and administrators for all. To others, a learner is one who does not exist.
 *
 * @throws RequestProblem `learner-not-found`
 */
export function checkMayAct(caller: AuthUser, learnerId: string): void {
  if (learnerId !== caller.userId && !actsForOthers(caller)) throw new RequestProblem('learner-not-found');
}
