import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessCheck } from './access.check.js';
import { AuthUsers } from './auth-users.js';
import { JwtStrategy } from './jwt.strategy.js';
import { ServedTenants } from './served-tenants.js';
import { TokenKeys } from './token-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Who makes a request, and that every route says who may call it. */
@Global()
@Module({
  imports: [PassportModule, DiscoveryModule],
  providers: [AccessCheck, AuthUsers],
  exports: [AuthUsers],
})
export class AuthModule {
  /** @param served whose requests the application answers */
  static forRoot(served: 'all' | 'none'): DynamicModule {
    return moduleWith(served, [TokenKeys, VerifiedTokens, JwtStrategy]);
  }

  /**
   * For one tenant of a service.
   *
   * @param tokens those of the service. Passport has one strategy for the whole process, which is the service's, and this is where
   * that puts the tokens which it has verified
   */
  static forTenant(tenant: string, tokens: VerifiedTokens): DynamicModule {
    return moduleWith({ tenant }, [{ provide: VerifiedTokens, useValue: tokens }]);
  }
}

const moduleWith = (served: ConstructorParameters<typeof ServedTenants>[0], tokens: Provider[]): DynamicModule => ({
  module: AuthModule,
  providers: [...tokens, { provide: ServedTenants, useValue: new ServedTenants(served) }],
});
