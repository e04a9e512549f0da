import { Global, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessCheck } from './access.check.js';
import { AccessGuard } from './access.guard.js';
import { AuthUsers } from './auth-users.js';
import { JwtStrategy } from './jwt.strategy.js';
import { TokenKeys } from './token-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Guards every route of the service. */
@Global()
@Module({
  imports: [PassportModule, DiscoveryModule],
  providers: [
    AccessCheck,
    TokenKeys,
    VerifiedTokens,
    JwtStrategy,
    AuthUsers,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AuthUsers],
})
export class AuthModule {}
