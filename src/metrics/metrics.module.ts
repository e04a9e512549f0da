import { type DynamicModule, Module } from '@nestjs/common';
import { LearningMetricsModule } from 'learning-engine/metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Exposition } from './exposition.js';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';

/** `GET /metrics`. Needs the engine to be global. Without this module nothing is counted. */
@Module({ controllers: [MetricsController], providers: [HttpMetrics] })
export class MetricsModule {
  /** @param ofEngine whether the engine of this application is counted: not where each tenant has one */
  static forRoot({ ofEngine }: { ofEngine: boolean }): DynamicModule {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return {
      module: MetricsModule,
      imports: ofEngine ? [LearningMetricsModule.forRoot({ registry })] : [],
      providers: [
        { provide: Registry, useValue: registry },
        { provide: Exposition, useValue: new Exposition(registry) },
      ],
    };
  }
}
