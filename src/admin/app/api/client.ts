import createFetchClient, { type Middleware } from 'openapi-fetch';
import createQueryHooks from 'openapi-react-query';
import { apiRoot } from '../settings';
import { authorizedFetch } from '../session/authorized-fetch';
import { Problem } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** Turns an answer that is a problem into an error. */
const rules: Middleware = {
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return;
    const body = (await response.json().catch(() => ({}))) as ConstructorParameters<typeof Problem>[0];
    throw new Problem(body, response.status);
  },
};

/** The routes of the engine, by their paths. Rejects with a `Problem`, or with a TypeError when nothing came back. */
export const client = createFetchClient<paths>({ baseUrl: apiRoot.replace(/\/$/, ''), fetch: authorizedFetch });
client.use(rules);

/** The same as hooks: `api.useQuery('get', '/v1/learning/info')`. */
export const api = createQueryHooks(client);

/** A header that lets a request be repeated without being done twice. One key for each change that a person means to make. */
export const idempotent = (key: string) => ({ 'Idempotency-Key': key });
