import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessCheck } from './access.check.js';
import { AuthUsers } from './auth-users.js';
import { JwtStrategy } from './jwt.strategy.js';
import { TokenKeys } from './token-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Who makes a request, and that every route says who may call it. */
@Global()
@Module({
  imports: [PassportModule, DiscoveryModule],
  providers: [AccessCheck, TokenKeys, VerifiedTokens, JwtStrategy, AuthUsers],
  exports: [AuthUsers],
})
export class AuthModule {}
