import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { askDatabase } from '../learning-engine/index.js';

/** $1 user, $2 session or null: whether the user is known, and whose the session is. */
const LOOK = `
  SELECT EXISTS (SELECT FROM users WHERE id = $1) AS "isKnown",
         (SELECT user_id FROM test_sessions WHERE id = $2) AS "ownerId"`;

/** $1 user, $2 session or null. One statement: the session's foreign key is checked when both are there. */
const ADMIT = `
  WITH admitted AS (INSERT INTO users (id) VALUES ($1) ON CONFLICT DO NOTHING)
  INSERT INTO test_sessions (id, user_id) SELECT $2::uuid, $1::uuid WHERE $2::uuid IS NOT NULL ON CONFLICT DO NOTHING`;

/** The people and test sessions that runs refer to. They come into being on first use. */
@Injectable()
export class LearnersService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes sure that the rows exist which a run will refer to. Of many first uses at once, each succeeds.
   *
   * @param sessionId a session; it belongs to the user who first used it
   * @returns false when the session belongs to somebody else
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  async admit(userId: string, sessionId: string | null): Promise<boolean> {
    const { isKnown, ownerId } = await this.look(userId, sessionId);
    if (ownerId !== null && ownerId !== userId) return false;
    if (isKnown && (sessionId === null || ownerId === userId)) return true;

    await askDatabase(() => this.dataSource.query(ADMIT, [userId, sessionId]));
    // A statement of its own: who lost the race for the session must see the winner.
    return sessionId === null || (await this.look(userId, sessionId)).ownerId === userId;
  }

  private async look(userId: string, sessionId: string | null): Promise<{ isKnown: boolean; ownerId: string | null }> {
    const rows = await askDatabase(() =>
      this.dataSource.query<{ isKnown: boolean; ownerId: string | null }[]>(LOOK, [userId, sessionId]),
    );
    return rows[0]!;
  }
}
