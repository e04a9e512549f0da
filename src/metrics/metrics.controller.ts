import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { Access } from '../auth/access.decorator.js';

/**
 * What a monitoring system reads: of this process, in the text format of Prometheus. No part of the API. There is no
 * personal data in it, but keep it from the internet all the same.
 */
@ApiExcludeController()
@Access('public')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  getMetrics(): Promise<string> {
    return this.registry.metrics();
  }
}
