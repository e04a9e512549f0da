import { Injectable } from '@nestjs/common';
import { type HealthCheckAttempt, HealthIndicatorService } from '@nestjs/terminus';
import { DatabaseFacts } from './database-facts.js';
import { TIME_LIMIT_MS } from './time-limit.js';

/** Whether registry and code fit together: what is live has a class and parameters, and every class is on record. */
@Injectable()
export class EngineIndicator {
  constructor(
    private readonly indicator: HealthIndicatorService,
    private readonly facts: DatabaseFacts,
  ) {}

  check(): HealthCheckAttempt<'engine'> {
    return this.indicator
      .check('engine')
      .attempt(async () => {
        const { findings } = await this.facts.read();
        if (!findings) throw new Error('Not asked on a schema of another version.');
        if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('; '));
      })
      .withTimeout(TIME_LIMIT_MS);
  }
}
