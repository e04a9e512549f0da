import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AdmitOptions, type AdmitRefusal } from 'learning-engine/http';
import { queryWithRetry, type ChangeOptions, changeInTransaction } from 'learning-engine/persistence';
import { TestSession } from './entities/test-session.entity.js';
import { KnownUsers } from './known-users.js';

/** $1 user, $2 session or null: whether the user is known or was erased, and whose the session is. */
const LOOK = `
  SELECT EXISTS (SELECT FROM users WHERE id = $1) AS "isKnown",
         EXISTS (SELECT FROM erased_users WHERE id = $1) AS "isErased",
         (SELECT user_id FROM test_sessions WHERE id = $2) AS "ownerId"`;

/** $1 user. Waits for an erasure of this user that has not ended yet: `learners_erase_user` holds the same lock. */
const AWAIT_ERASURE = `
  SELECT pg_advisory_xact_lock_shared(
    hashtextextended('learning:' || quote_ident(current_schema()) || ':users:' || right($1::uuid::text, 2), 0))`;

/** $1 user. A statement of its own: it must see what was waited for. */
const ADMIT = `
  WITH erased AS (SELECT FROM erased_users WHERE id = $1), admitted AS (
    INSERT INTO users (id) SELECT $1 WHERE NOT EXISTS (SELECT FROM erased) ON CONFLICT DO NOTHING
  ) SELECT EXISTS (SELECT FROM erased) AS "isErased"`;

/** $1 session, $2 user. */
const OPEN_SESSION = 'INSERT INTO test_sessions (id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING';

/** A session, or why there is none. */
export type OpenedSession = TestSession | 'user-erased' | 'session-taken';

interface Found {
  isKnown: boolean;
  isErased: boolean;
  ownerId: string | null;
}

/** The users and test sessions that run records refer to. A user is stored at the first use, a session when it is opened. */
@Injectable()
export class UsersService {
  private readonly known = new KnownUsers();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes sure that the rows exist which a run will refer to. Of many first uses at once, each succeeds.
   *
   * @param sessionId a session of the user
   * @param options.mayBeRemembered whether the answer may be up to a minute old: what follows must fail where the rows are gone
   * @returns why the run cannot refer to them, if so: the user was erased, or has no such session
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async admit(
    userId: string,
    sessionId: string | null,
    { mayBeRemembered = false }: AdmitOptions = {},
  ): Promise<AdmitRefusal | undefined> {
    if (mayBeRemembered && this.known.has(userId, sessionId)) return undefined;
    const soughtAt = this.known.now();
    const { isKnown, isErased, ownerId } = await this.look(userId, sessionId);
    const refusal = isErased
      ? 'user-erased'
      : sessionId !== null && ownerId !== userId
        ? 'session-not-found'
        : undefined;
    if (refusal) this.known.forget(userId, sessionId);
    else if (isKnown) this.known.add(userId, sessionId, soughtAt);
    return refusal ?? (isKnown ? undefined : this.store(userId));
  }

  /**
   * Opens a session of a user. The same call again gives the same session.
   *
   * @returns the session; or why there is none: the user was erased, or the session is another user's
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async openSession(userId: string, id: string, options: ChangeOptions<OpenedSession> = {}): Promise<OpenedSession> {
    const refusal = await this.admit(userId, null);
    const open = async (manager: EntityManager): Promise<OpenedSession> => {
      if (refusal) return 'user-erased';
      await manager.query(OPEN_SESSION, [id, userId]);
      // A statement of its own: the loser of a race for the id must see the winner.
      const session = await manager.findOneByOrFail(TestSession, { id });
      return session.userId === userId ? session : 'session-taken';
    };
    return changeInTransaction(this.dataSource, open, options);
  }

  private async look(userId: string, sessionId: string | null): Promise<Found> {
    const rows = await queryWithRetry(() => this.dataSource.query<Found[]>(LOOK, [userId, sessionId]));
    return rows[0]!;
  }

  private store(userId: string): Promise<'user-erased' | undefined> {
    return changeInTransaction(this.dataSource, async (manager) => {
      await manager.query(AWAIT_ERASURE, [userId]);
      const [stored] = await manager.query<{ isErased: boolean }[]>(ADMIT, [userId]);
      return stored!.isErased ? 'user-erased' : undefined;
    });
  }
}
