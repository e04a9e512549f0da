import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { Access, RouteRules } from 'learning-engine/http';
import { Exposition } from './exposition.js';
import { MetricsGuard } from './metrics.guard.js';

/** What a monitoring system reads: of this process, in the text format of Prometheus. No part of the API, no personal data. */
@ApiExcludeController()
@Access('public')
@UseGuards(MetricsGuard)
@RouteRules()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly exposition: Exposition) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  getMetrics(): Promise<string> {
    return this.exposition.text();
  }
}
