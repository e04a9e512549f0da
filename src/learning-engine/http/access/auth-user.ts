import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/**
 * The roles of callers, each of which may do what those before it may: learners and other users, for themselves; readers, who
 * read the learners of their groups; services of the platform, which record answers, compute and open sessions for everyone;
 * administrators, who change the registry, erase learners and see all runs.
 */
export const roles = ['user', 'reader', 'service', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Who makes a request. */
export interface AuthUser {
  /** A UUID. Run records and the activation log name it. */
  userId: string;
  role: Role;
  /** Of a reader: the groups whose learners they read. Default none. */
  groupIds?: readonly string[];
  /** Until when the caller has shown who they are: streams that are open then end. Default: as long as a stream may last. */
  validUntil?: Date;
}

/** Whether the caller may act for other users, and say for what reason something is computed. */
export const actsForOthers = ({ role }: AuthUser): boolean => role === 'service' || role === 'admin';

const callers = new WeakMap<object, AuthUser>();

/** Who makes a request, once the guard knows it. `request.user` is the host's. */
export const callerOf = (request: object): AuthUser | undefined => callers.get(request);

export const setCaller = (request: object, caller: AuthUser): unknown => callers.set(request, caller);

/** The caller of a route that is not public. */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): AuthUser =>
  callerOf(context.switchToHttp().getRequest<object>())!,
);
