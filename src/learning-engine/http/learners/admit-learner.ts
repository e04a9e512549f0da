import { type HostPorts } from '../host-ports.js';
import { RequestProblem } from '../problems/problem.js';

/**
 * Lets the host know of a learner of whom something is to be recorded.
 *
 * @throws RequestProblem where nothing may be: `user-erased`
 */
export async function admitLearner({ users }: HostPorts, learnerId: string): Promise<void> {
  const refusal = await users.admit(learnerId, null);
  if (refusal) throw new RequestProblem(refusal);
}
