import { Injectable } from '@nestjs/common';
import { type HealthCheckAttempt, HealthIndicatorService } from '@nestjs/terminus';
import { rejectOtherSchema } from '../database/reject-other-schema.js';
import { DatabaseFacts } from './database-facts.js';

/** Whether the schema is that of the code: another process may migrate while the service runs. */
@Injectable()
export class SchemaIndicator {
  constructor(
    private readonly indicator: HealthIndicatorService,
    private readonly facts: DatabaseFacts,
  ) {}

  check(): HealthCheckAttempt<'schema'> {
    return this.indicator.check('schema').attempt(async () => rejectOtherSchema((await this.facts.read()).schema));
  }
}
