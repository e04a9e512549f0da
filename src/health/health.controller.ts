import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck } from '@nestjs/terminus';
import { Access, RouteRules } from 'learning-engine/http';
import { LiveResponse, ReadyResponse } from './health.response.js';
import { ReadyCheck } from './ready-check.js';

/** What process managers and load balancers ask. */
@ApiTags('health')
@Access('public')
@RouteRules()
@Controller('health')
export class HealthController {
  constructor(private readonly ready: ReadyCheck) {}

  /** Asks nothing else, least of all the database: a restart would not bring that back. */
  @Get('live')
  @HealthCheck({ noCache: true, swaggerDocumentation: false })
  @ApiOperation({ operationId: 'getLive', summary: 'Whether the process answers' })
  @ApiOkResponse({ type: LiveResponse })
  getLive(): LiveResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck({ noCache: true, swaggerDocumentation: false })
  @ApiOperation({
    operationId: 'getReady',
    summary: 'Whether this instance can do its work now; answers within a second',
  })
  @ApiOkResponse({ type: ReadyResponse })
  async getReady(): Promise<ReadyResponse> {
    const { takesWrites } = await this.ready.ask();
    const writes = takesWrites ? 'up' : 'down';
    return { status: 'ok', checks: { serving: 'up', database: 'up', schema: 'up', engine: 'up', writes } };
  }
}
