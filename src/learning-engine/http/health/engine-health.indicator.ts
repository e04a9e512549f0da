import { Injectable, Logger } from '@nestjs/common';
import { ReadinessService } from '../../doctor/readiness.service.js';

/** What @nestjs/terminus calls a HealthIndicatorResult. */
export type EngineHealth<Key extends string> = Record<Key, { status: 'up' } | { status: 'down'; message: string }>;

/** Whether this instance can run the active versions, as @nestjs/terminus wants to know it: `health.check([() => engine.check()])`. */
@Injectable()
export class EngineHealthIndicator {
  private readonly logger = new Logger('Readiness');

  /** @internal Nest makes it. */
  constructor(private readonly readiness: ReadinessService) {}

  /** @param key by which the answer names the engine */
  async check<Key extends string = 'learning-engine'>(key = 'learning-engine' as Key): Promise<EngineHealth<Key>> {
    const problem = await this.problem();
    return {
      [key]: problem === undefined ? { status: 'up' } : { status: 'down', message: problem },
    } as EngineHealth<Key>;
  }

  private async problem(): Promise<string | undefined> {
    try {
      const findings = await this.readiness.check();
      return findings.length === 0 ? undefined : findings.map(({ message }) => message).join('; ');
    } catch (error) {
      this.logger.warn(error instanceof Error ? error.message : String(error));
      return 'the database cannot be asked';
    }
  }
}
