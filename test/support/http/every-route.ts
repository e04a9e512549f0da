import { type NestExpressApplication } from '@nestjs/platform-express';
import { type AddressInfo } from 'node:net';
import { type AppRoute, routesOf } from './app-routes.js';
import { someAdmin } from './api-client.js';
import { lastingBearer } from './raw-http.js';

/** What a route answered. */
export interface RouteAnswer {
  status: number;
  type: string | null;
  retryAfter: string | null;
  body: string;
}

export interface RouteRequest {
  /** `Controller.method` */
  name: string;
  /** Fails where the service has not answered in three times the time that it gives itself. */
  send(): Promise<RouteAnswer>;
}

const HUNG_MS = 15_000;
const INPUT = {
  states: [],
  events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' }],
};
const REASON = { reason: 'because' };

/** By name of the route, what its query or body must be. */
const QUERIES: Record<string, string> = {
  'AlgorithmsController.getStatistics': '?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z',
};
const BODIES: Record<string, () => object> = {
  'SessionsController.createSession': () => ({}),
  'AlgorithmsController.activateVersion': () => REASON,
  'AlgorithmsController.rollback': () => REASON,
  'ParamsController.activateParams': () => REASON,
  'ParamsController.createParams': () => ({ params: { p_init: 0.3 + Math.random() / 2 } }),
  'LearningController.compute': () => ({ input: INPUT }),
};

/** A request for every route of the service, each of which succeeds, again and again; as an administrator. */
export async function requestsOfEveryRoute(app: NestExpressApplication): Promise<RouteRequest[]> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const headers = { authorization: lastingBearer(someAdmin), 'content-type': 'application/json' };
  const ask = async (method: string, path: string, body?: object): Promise<RouteAnswer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(HUNG_MS),
    });
    const { status, headers: answered } = response;
    return {
      status,
      type: answered.get('content-type'),
      retryAfter: answered.get('retry-after'),
      body: await response.text(),
    };
  };

  for (const key of ['mastery', 'revision']) {
    await ask('POST', `/v1/learning/algorithms/${key}/versions/v1/activate`, REASON);
  }
  const { body } = await ask('POST', '/v1/learning/mastery', { input: INPUT });
  const { run_id, params_id } = JSON.parse(body) as { run_id: string; params_id: string };
  const pathOf = ({ name, path }: AppRoute) =>
    path
      .replace(':algo_key', name.endsWith('rollback') ? 'revision' : 'mastery')
      .replace(':version', 'v1')
      .replace(':run_id', run_id)
      .replace(/:(params|from|to)_id/g, params_id) + (QUERIES[name] ?? '');
  return routesOf(app).map((route) => ({
    name: route.name,
    send: () => ask(route.method, pathOf(route), BODIES[route.name]?.()),
  }));
}
