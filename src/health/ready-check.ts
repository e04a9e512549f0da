import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { DatabaseFacts } from './database-facts.js';
import { DatabaseIndicator } from './database.indicator.js';
import { EngineIndicator } from './engine.indicator.js';
import { SchemaIndicator } from './schema.indicator.js';
import { ServingIndicator } from './serving.indicator.js';

/** Whether this instance can do its work now. */
@Injectable()
export class ReadyCheck {
  constructor(
    private readonly health: HealthCheckService,
    private readonly serving: ServingIndicator,
    private readonly database: DatabaseIndicator,
    private readonly schema: SchemaIndicator,
    private readonly engine: EngineIndicator,
    private readonly facts: DatabaseFacts,
  ) {}

  /** @throws ServiceUnavailableException whose message, for the log, says what is not ready */
  async ask(): Promise<{ takesWrites: boolean }> {
    const indicators = [this.serving, this.database, this.schema, this.engine];
    try {
      await this.health.check(indicators.map((indicator) => () => indicator.check()));
      return { takesWrites: this.facts.takesWrites };
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? notReady(error.getResponse() as HealthCheckResult) : error;
    }
  }
}

const notReady = ({ error }: HealthCheckResult): ServiceUnavailableException =>
  new ServiceUnavailableException(
    `Not ready. ${Object.entries(error ?? {})
      .map(([name, result]) => `${name}: ${String(result?.message)}`)
      .join(' | ')}`,
  );
