import { type Page } from 'playwright-core';
import { type AuthUser } from 'learning-engine/http';
import { signToken } from '../../../src/auth/sign-token.js';
import { someAdmin } from '../http/api-client.js';
import { type Service, testEnv, useService } from '../http/use-service.js';
import { type Opening, useBrowser } from './use-browser.js';

export interface AdminApp {
  readonly service: Service;
  /** Opens a page of the admin app, such as `/runs`, signed in as an administrator unless another caller is given. */
  open(path?: string, opening?: Opening & { caller?: AuthUser }): Promise<Page>;
}

/** The admin app of a service with a database of its own, in a browser. */
export function useAdmin(env = testEnv): AdminApp {
  const service = useService(env);
  const browser = useBrowser();
  return {
    service,
    open: async (path = '/', { caller = someAdmin, ...opening } = {}) => {
      const address = `${service.origin}/admin/`;
      const page = await browser.open(`${address}#token=${signToken(testEnv, caller, 600)}`, opening);
      if (path !== '/') {
        await page.evaluate(`location.hash = ${JSON.stringify(`#${path}`)}`);
        // The first page stays until the other one is loaded, with tables and headings of its own.
        await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor({ state: 'detached' });
      }
      return page;
    },
  };
}
