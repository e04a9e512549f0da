import { type AuthUser, type Role, roles } from '../access/auth-user.js';
import { RequestProblem } from '../problems/problem.js';

/** The types of events that are streamed, each with the least role that may read it: that of the routes which show the same. */
const LEAST_ROLE: Readonly<Record<string, Role>> = {
  'algorithm.activated': 'service',
  'answers.recorded': 'service',
  'job.ended': 'admin',
  'job.progressed': 'admin',
  'projection.ready': 'admin',
  'runs.failed': 'admin',
};

/** There are as many as there are answers, and they name learners: a caller has to ask for them. */
const ON_REQUEST = 'answers.recorded';

/** A client that derives something from events has to know that some were lost. */
const ALWAYS = 'feed.opened';

export const streamedTypes: readonly string[] = Object.keys(LEAST_ROLE);

/**
 * The types of events that a caller gets.
 *
 * @param wanted separated by commas; undefined for all that the caller may read
 * @throws RequestProblem `invalid-request` for a type that is not streamed, `forbidden` for one that the caller may not read
 */
export function typesFor({ role }: AuthUser, wanted?: string): ReadonlySet<string> {
  const mayRead = (type: string) => roles.indexOf(role) >= roles.indexOf(LEAST_ROLE[type]!);
  if (wanted === undefined) {
    return new Set([...streamedTypes.filter((type) => type !== ON_REQUEST && mayRead(type)), ALWAYS]);
  }
  const types = wanted.split(',');
  if (!types.every((type) => Object.hasOwn(LEAST_ROLE, type))) {
    const detail = `must be of ${streamedTypes.join(', ')}, separated by commas`;
    throw new RequestProblem('invalid-request', undefined, [{ parameter: 'types', detail }]);
  }
  const forbidden = types.filter((type) => !mayRead(type));
  if (forbidden.length > 0) {
    throw new RequestProblem('forbidden', `Events of the type ${forbidden.join(', ')} require the role admin.`);
  }
  return new Set([...types, ALWAYS]);
}
