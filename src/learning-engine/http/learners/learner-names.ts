import { Injectable, Logger } from '@nestjs/common';
import { type AuthUser } from '../access/auth-user.js';
import { HostPorts } from '../host-ports.js';

/** What a learner is called; null where that is not said. */
export type NameOf = (learnerId: string) => string | null;

const LONGEST = 200;
/** An answer without names is worth more than one that comes late. */
const PATIENCE_MS = 2_000;

/** Asks the host what learners are called. Nothing is kept. */
@Injectable()
export class LearnerNames {
  private readonly logger = new Logger(LearnerNames.name);

  constructor(private readonly ports: HostPorts) {}

  /** @param learnerIds of those whom the caller may read */
  async of(learnerIds: readonly string[], caller: AuthUser): Promise<NameOf> {
    const names = await this.asked([...new Set(learnerIds)], caller);
    return (learnerId) => {
      const name: unknown = names?.get(learnerId);
      return typeof name === 'string' && name !== '' ? name.slice(0, LONGEST) : null;
    };
  }

  private async asked(ids: string[], caller: AuthUser): Promise<ReadonlyMap<string, unknown> | undefined> {
    const { users } = this.ports;
    if (!users.namesOf || ids.length === 0) return undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`it took more than ${PATIENCE_MS} ms`)), PATIENCE_MS);
    });
    try {
      return await Promise.race([users.namesOf(ids, caller), late]);
    } catch (error) {
      this.logger.warn(`users.namesOf of the host failed: ${(error as Error).message}`);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
