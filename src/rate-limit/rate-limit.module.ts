import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { RateLimitFilter } from './rate-limit.filter.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RequestCounts } from './request-counts.js';

/** Limits the requests of each caller to this process. Import it after the module that answers errors, and before the one that guards the routes. */
@Module({
  providers: [
    RequestCounts,
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_FILTER, useClass: RateLimitFilter },
  ],
})
export class RateLimitModule {}
