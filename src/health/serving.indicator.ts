import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';

/** Whether the service means to go on: not since it was asked to stop. */
@Injectable()
export class ServingIndicator {
  private isStopping = false;

  constructor(private readonly indicator: HealthIndicatorService) {}

  /** From now on the service is not ready, so that load balancers look elsewhere. */
  stop(): void {
    this.isStopping = true;
  }

  check(): HealthIndicatorResult<'serving'> {
    const session = this.indicator.check('serving');
    return this.isStopping ? session.down('the service is shutting down') : session.up();
  }
}
