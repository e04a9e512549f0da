import { type LearnersService } from '../../learners/learners.service.js';
import { actsForOthers, type AuthUser } from '../access/auth-user.js';
import { RequestProblem } from '../problems/problem.js';

/**
 * Learners read about themselves, readers about the learners of their groups, services and administrators about all. A learner who
 * is not to be seen is answered as one who does not exist.
 *
 * @throws RequestProblem `learner-not-found`
 */
export async function checkMayRead(learners: LearnersService, caller: AuthUser, learnerId: string): Promise<void> {
  if (learnerId === caller.userId || actsForOthers(caller)) return;
  if (await learners.isInGroups(learnerId, caller.groupIds ?? [])) return;
  throw new RequestProblem('learner-not-found');
}

/**
 * The groups whose learners are shown; undefined for all learners.
 *
 * @param wanted by the caller
 */
export function readableGroups(caller: AuthUser, wanted?: string): readonly string[] | undefined {
  if (actsForOthers(caller)) return wanted === undefined ? undefined : [wanted];
  const own = caller.groupIds ?? [];
  return wanted === undefined ? own : own.filter((one) => one === wanted);
}
