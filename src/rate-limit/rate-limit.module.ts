import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { minutes, ThrottlerModule } from '@nestjs/throttler';
import { RateLimitGuard } from './rate-limit.guard.js';

/** Limits the requests of each caller to this process. Import it after the module that verifies tokens. */
@Module({})
export class RateLimitModule {
  static forRoot(perMinute: number): DynamicModule {
    return {
      module: RateLimitModule,
      // Nobody is shut out for longer than it takes until a request of the last minute is a minute old.
      imports: [ThrottlerModule.forRoot([{ ttl: minutes(1), limit: perMinute, blockDuration: 0 }])],
      providers: [{ provide: APP_GUARD, useClass: RateLimitGuard }],
    };
  }
}
