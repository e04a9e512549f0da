const MOST = 10_000;
const MAX_AGE_MS = 60_000;

/**
 * Remembers users, and sessions of users, that the database knew at most a minute ago. It is not told of erasures, which other
 * processes make, too: so it may be asked only before what the database rejects where a user or a session is gone.
 */
export class KnownUsers {
  /** When they were looked for; the oldest first. */
  private readonly soughtAt = new Map<string, number>();

  constructor(readonly now: () => number = () => performance.now()) {}

  has(userId: string, sessionId: string | null): boolean {
    const soughtAt = this.soughtAt.get(nameOf(userId, sessionId));
    return soughtAt !== undefined && this.now() - soughtAt < MAX_AGE_MS;
  }

  /** @param soughtAt before the database was asked */
  add(userId: string, sessionId: string | null, soughtAt: number): void {
    this.forget(userId, sessionId);
    const [oldest] = this.soughtAt.size < MOST ? [] : this.soughtAt.keys();
    if (oldest !== undefined) this.soughtAt.delete(oldest);
    this.soughtAt.set(nameOf(userId, sessionId), soughtAt);
  }

  forget(userId: string, sessionId: string | null): void {
    this.soughtAt.delete(nameOf(userId, sessionId));
  }
}

const nameOf = (userId: string, sessionId: string | null): string => `${userId} ${sessionId ?? ''}`;
