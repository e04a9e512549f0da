import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DatabaseFacts } from './database-facts.js';
import { DatabaseIndicator } from './database.indicator.js';
import { EngineIndicator } from './engine.indicator.js';
import { HealthController } from './health.controller.js';
import { ProbeConnection } from './probe-connection.js';
import { ReadyCheck } from './ready-check.js';
import { SchemaIndicator } from './schema.indicator.js';
import { ServingIndicator } from './serving.indicator.js';

/** Liveness and readiness. Needs the DataSource and the engine to be global. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })], // the error that is thrown says it, once
  controllers: [HealthController],
  providers: [
    ReadyCheck,
    ProbeConnection,
    DatabaseFacts,
    ServingIndicator,
    DatabaseIndicator,
    SchemaIndicator,
    EngineIndicator,
  ],
})
export class HealthModule {}
