import { type DynamicModule, Module } from '@nestjs/common';
import { LearningMetricsModule } from 'learning-engine/metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';

/** `GET /metrics`. Needs the engine to be global. Without this module nothing is counted. */
@Module({ controllers: [MetricsController], providers: [HttpMetrics] })
export class MetricsModule {
  static forRoot(): DynamicModule {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return {
      module: MetricsModule,
      imports: [LearningMetricsModule.forRoot({ registry })],
      providers: [{ provide: Registry, useValue: registry }],
    };
  }
}
