import { Injectable } from '@nestjs/common';
import { type HealthCheckAttempt, HealthIndicatorService } from '@nestjs/terminus';
import { DatabaseFacts } from './database-facts.js';

/** Whether this instance can run any of the active versions. */
@Injectable()
export class EngineIndicator {
  constructor(
    private readonly indicator: HealthIndicatorService,
    private readonly facts: DatabaseFacts,
  ) {}

  check(): HealthCheckAttempt<'engine'> {
    return this.indicator.check('engine').attempt(async () => {
      const { engine } = await this.facts.read();
      if (!engine) throw new Error('Not checked: the schema has another version.');
      if (engine.findings.length > 0) throw new Error(engine.findings.map(({ message }) => message).join('; '));
    });
  }
}
