import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { queryWithRetry, type ChangeOptions, changeInTransaction } from 'learning-engine/persistence';
import { TestSession } from './entities/test-session.entity.js';

/** $1 user, $2 session or null: whether the user is known or was erased, and whose the session is. */
const LOOK = `
  SELECT EXISTS (SELECT FROM users WHERE id = $1) AS "isKnown",
         EXISTS (SELECT FROM erased_users WHERE id = $1) AS "isErased",
         (SELECT user_id FROM test_sessions WHERE id = $2) AS "ownerId"`;

/** $1 user. */
const ADMIT = `
  INSERT INTO users (id) SELECT $1 WHERE NOT EXISTS (SELECT FROM erased_users WHERE id = $1) ON CONFLICT DO NOTHING`;

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
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes sure that the rows exist which a run will refer to. Of many first uses at once, each succeeds.
   *
   * @param sessionId a session of the user
   * @returns why the run cannot refer to them, if so: the user was erased, or has no such session
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async admit(userId: string, sessionId: string | null): Promise<'user-erased' | 'session-not-found' | undefined> {
    const { isKnown, isErased, ownerId } = await this.look(userId, sessionId);
    if (isErased) return 'user-erased';
    if (sessionId !== null && ownerId !== userId) return 'session-not-found';
    if (!isKnown) await queryWithRetry(() => this.dataSource.query(ADMIT, [userId]));
    return undefined;
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
}
