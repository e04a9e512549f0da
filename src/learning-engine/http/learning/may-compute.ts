import { RunTrigger } from '../../domain/run-trigger.js';
import { actsForOthers, type AuthUser } from '../access/auth-user.js';
import { RequestProblem } from '../problems/problem.js';

/** What any user may say of a run. The others say that the platform itself asked for it. */
const OPEN_TRIGGERS: readonly RunTrigger[] = [RunTrigger.API, RunTrigger.SUBMIT];

/**
 * For whom a caller computes: for themselves, where they name no one.
 *
 * @throws RequestProblem `forbidden`
 */
export function learnerFor(caller: AuthUser, named: string | null | undefined): string {
  const userId = named?.toLowerCase() ?? caller.userId;
  if (userId === caller.userId || actsForOthers(caller)) return userId;
  throw new RequestProblem('forbidden', 'Computing for another user requires the role service or admin.');
}

/** @throws RequestProblem `forbidden` */
export function triggerBy(caller: AuthUser, named: RunTrigger | null | undefined): RunTrigger {
  const trigger = named ?? RunTrigger.API;
  if (OPEN_TRIGGERS.includes(trigger) || actsForOthers(caller)) return trigger;
  throw new RequestProblem('forbidden', `The trigger ${trigger} requires the role service or admin.`);
}
