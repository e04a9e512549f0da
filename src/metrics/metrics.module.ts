import { Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { DatabaseMetrics } from './database-metrics.js';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';
import { RunMetrics } from './run-metrics.js';

/** `GET /metrics`. Needs the DataSource and the engine to be global. Without this module nothing is counted. */
@Module({
  controllers: [MetricsController],
  providers: [
    {
      provide: Registry,
      useFactory: () => {
        const registry = new Registry();
        collectDefaultMetrics({ register: registry });
        return registry;
      },
    },
    RunMetrics,
    DatabaseMetrics,
    HttpMetrics,
  ],
})
export class MetricsModule {}
