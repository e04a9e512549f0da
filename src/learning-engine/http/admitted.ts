import { InvalidRunReferenceError } from '../errors/run.errors.js';
import { type Claim } from '../idempotency/claim.js';
import { type HostPorts } from './host-ports.js';
import { RequestProblem } from './problems/problem.js';
import { type AdmitOptions } from './users.js';

/**
 * Lets the host know of a learner of whom something is to be recorded. The host may answer by what it knew before: the table of
 * learners rejects one who was erased since.
 *
 * @throws RequestProblem where nothing may be: `user-erased`
 */
export const admitLearner = (host: HostPorts, learnerId: string): Promise<void> =>
  admit(host, learnerId, null, { mayBeRemembered: true });

/**
 * How to ask before runs are recorded. A request that comes again may take up the run of an earlier one: nothing is inserted then that
 * the database could reject.
 */
export const admitOptions = (claim: Claim | undefined): AdmitOptions => ({ mayBeRemembered: !claim?.runId });

/**
 * Does some work whose runs refer to a user, and maybe to a session, whom the host may have known before: when the database rejects a
 * reference, the host is asked anew, and the work is done again if it admits the user.
 *
 * @param claim of the key of the request, where it has one
 * @throws RequestProblem where nothing may be recorded: `user-erased`, `session-not-found`
 */
export async function whenAdmitted<T>(
  host: HostPorts,
  userId: string,
  sessionId: string | null,
  claim: Claim | undefined,
  work: () => Promise<T>,
): Promise<T> {
  await admit(host, userId, sessionId, admitOptions(claim));
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidRunReferenceError)) throw error;
    await admit(host, userId, sessionId);
    return work();
  }
}

async function admit(
  { users }: HostPorts,
  userId: string,
  sessionId: string | null,
  options?: AdmitOptions,
): Promise<void> {
  const refusal = await users.admit(userId, sessionId, options);
  if (refusal) throw new RequestProblem(refusal);
}
