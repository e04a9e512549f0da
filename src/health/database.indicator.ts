import { Injectable } from '@nestjs/common';
import { type HealthCheckAttempt, HealthIndicatorService } from '@nestjs/terminus';
import { DatabaseFacts } from './database-facts.js';

/** Whether the database answers. */
@Injectable()
export class DatabaseIndicator {
  constructor(
    private readonly indicator: HealthIndicatorService,
    private readonly facts: DatabaseFacts,
  ) {}

  check(): HealthCheckAttempt<'database'> {
    return this.indicator.check('database').attempt(async () => void (await this.facts.read()));
  }
}
