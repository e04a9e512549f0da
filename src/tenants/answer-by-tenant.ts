import { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { RequestProblem, tellOfRequest } from 'learning-engine/http';
import { type TenantApps, TenantUnavailableError } from './tenant-apps.js';
import { type Tenant } from './tenant.js';

/** What is needed to know whose request it is. */
export interface TenantRouting {
  /** The name of the tenant in a token that was verified; undefined for any other token, and for none. */
  tenantOf: (request: Request) => Promise<string | undefined>;
  find: (name: string) => Tenant | undefined;
  apps: TenantApps;
}

/**
 * Hands each request under /v1 to the application of the tenant that its token names. All others go on to the service's own
 * application, which answers those under /v1 with 401 or 403: it serves the tables of none.
 */
export const answerByTenant =
  (routing: TenantRouting): RequestHandler =>
  (request, response, next) => {
    if (!request.path.startsWith('/v1/')) return next();
    answer(routing, request, response, next).catch((error: unknown) => next(problemOf(error)));
  };

async function answer(
  { tenantOf, find, apps }: TenantRouting,
  request: Request,
  response: Response,
  next: NextFunction,
): Promise<void> {
  const name = await tenantOf(request);
  const tenant = name === undefined ? undefined : find(name);
  if (tenant) await apps.answer(tenant, request, response);
  else next();
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof TenantUnavailableError)) return error;
  tellOfRequest({ refusal: error.message });
  return new RequestProblem('service-unavailable', undefined, undefined, {
    'Retry-After': String(error.retryAfterSeconds),
  });
}
