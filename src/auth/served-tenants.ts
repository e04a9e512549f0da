import { type TokenHolder } from './token-claims.js';

/** Whose requests an application answers: those of all, of one tenant, or of none where each tenant has an application of its own. */
export class ServedTenants {
  constructor(private readonly served: 'all' | 'none' | { readonly tenant: string }) {}

  has({ tenant }: TokenHolder): boolean {
    return typeof this.served === 'string' ? this.served === 'all' : tenant === this.served.tenant;
  }
}
