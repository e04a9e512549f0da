import { type Page } from 'playwright-core';
import { parseEnv } from '../../../src/config/load-env.js';
import { useTestDatabase } from '../database/test-database.js';
import { openService, originOf } from '../http/use-service.js';
import { type Opening, useBrowser } from './use-browser.js';
import { useIdentityProvider } from './use-identity-provider.js';

export interface ProviderService {
  readonly origin: string;
  /** Opens the admin app where an address such as `#/runs` leads. */
  open(hash?: string, opening?: Opening): Promise<Page>;
  /** Has a person sign in, whose account has this name. */
  signInAs(page: Page, name: string): Promise<void>;
}

/** A service whose people sign in at a provider of OpenID Connect, with a database of its own. */
export function useProviderService(): ProviderService {
  const provider = useIdentityProvider();
  const database = useTestDatabase();
  const browser = useBrowser();
  let origin: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const env = parseEnv({
      NODE_ENV: 'test',
      JOB_CONCURRENCY: '0',
      JWT_ISSUER: provider.issuer,
      JWT_JWKS_URL: `${provider.issuer}/jwks`,
      JWT_ROLE_CLAIM: 'realm_access.roles',
      JWT_ROLE_NAMES: 'learning-admins=admin,teachers=reader',
      JWT_SUBJECT_SOURCE: 'school',
      ADMIN_SIGN_IN_ISSUER: provider.issuer,
      ADMIN_SIGN_IN_CLIENT_ID: 'learning-admin',
      ADMIN_SIGN_IN_SCOPE: 'openid learning',
    });
    const app = await openService(database.url, env);
    origin = originOf(app);
    provider.register(origin);
    close = () => app.close();
  });
  afterAll(() => close?.());
  return {
    get origin() {
      return origin;
    },
    open: (hash = '', opening = {}) =>
      browser.open(`${origin}/admin/${hash}`, { ...opening, origins: [provider.issuer] }),
    signInAs: async (page, name) => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('Name').fill(name);
      await page.getByRole('button', { name: 'Continue' }).click();
    },
  };
}
