import { type AuthUser } from './access/auth-user.js';
import { type ChangeOptions } from '../database/retry/in-transaction.js';

/** A test session of a user. */
export interface UserSession {
  id: string;
  createdAt: Date;
}

/** Why nothing may be recorded of a user, or in a session. */
export type AdmitRefusal = 'user-erased' | 'session-not-found';

export interface AdmitOptions {
  mayBeRemembered?: boolean;
}

/**
 * The users and the test sessions of a host. The engine has no tables of them: it asks before it records anything of a user: a run,
 * or the answers of a learner.
 */
export interface Users {
  /**
   * Makes sure that something may be recorded of a user, and in a session of that user.
   *
   * @param options.mayBeRemembered whether a host may answer by what it knew before. Only where its foreign keys then reject what
   * refers to a user or a session that is gone: it is asked again after such a rejection, without this option
   * @returns why it may not, if so
   */
  admit(userId: string, sessionId: string | null, options?: AdmitOptions): Promise<AdmitRefusal | undefined>;

  /**
   * Opens a session of a user. The same call again gives the same session. Only asked where the module has `sessions: true`.
   *
   * @param options to be heeded as `changeInTransaction` of learning-engine/persistence does
   * @returns the session; or why there is none: the user was erased, or the session is another user's
   */
  openSession?(userId: string, sessionId: string, options: ChangeOptions<OpenedSession>): Promise<OpenedSession>;

  /**
   * What people are called, for answers about learners whom the caller may read. It is asked for each answer, and what it says is not
   * kept. Where it fails, or takes more than two seconds, the answer has no names.
   *
   * @param userIds at most 200
   * @param caller to whom it is said: leave out whom they are not to know by name
   * @returns names of at most 200 characters, by id
   */
  namesOf?(userIds: readonly string[], caller: AuthUser): Promise<ReadonlyMap<string, string>>;
}

/** A session, or why there is none. */
export type OpenedSession = UserSession | 'user-erased' | 'session-taken';

/** Of a host that says nothing of its users: anything may be recorded of each, and none has a session. */
export const anyUser: Users = {
  admit: (_userId, sessionId) => Promise.resolve(sessionId === null ? undefined : 'session-not-found'),
};
