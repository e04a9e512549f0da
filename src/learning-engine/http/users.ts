import { type ChangeOptions } from '../database/retry/in-transaction.js';

/** A test session of a user. */
export interface UserSession {
  id: string;
  createdAt: Date;
}

/**
 * The users and the test sessions of a host. The engine has no tables of them: it asks before it records anything of a user: a run,
 * or the answers of a learner.
 */
export interface Users {
  /**
   * Makes sure that something may be recorded of a user, and in a session of that user.
   *
   * @returns why it may not, if so
   */
  admit(userId: string, sessionId: string | null): Promise<'user-erased' | 'session-not-found' | undefined>;

  /**
   * Opens a session of a user. The same call again gives the same session. Only asked where the module has `sessions: true`.
   *
   * @param options to be heeded as `changeInTransaction` of learning-engine/persistence does
   * @returns the session; or why there is none: the user was erased, or the session is another user's
   */
  openSession?(userId: string, sessionId: string, options: ChangeOptions<OpenedSession>): Promise<OpenedSession>;
}

/** A session, or why there is none. */
export type OpenedSession = UserSession | 'user-erased' | 'session-taken';

/** Of a host that says nothing of its users: anything may be recorded of each, and none has a session. */
export const anyUser: Users = {
  admit: (_userId, sessionId) => Promise.resolve(sessionId === null ? undefined : 'session-not-found'),
};
