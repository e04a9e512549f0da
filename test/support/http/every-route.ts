import { type NestExpressApplication } from '@nestjs/platform-express';
import { type ProjectionsResponse } from 'learning-engine/http';
import { randomUUID } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { storeFitReport } from '../engine/store-fit-report.js';
import { storeMistakeAnalysis } from '../engine/store-mistake-analysis.js';
import { type AppRoute, routesOf } from './app-routes.js';
import { someAdmin } from './api-client.js';
import { firstOf } from './event-reader.js';
import { lastingBearer } from './raw-http.js';
import { startShadow } from './start-shadow.js';
import {
  ANSWER,
  BODIES,
  CALIBRATION,
  INPUT,
  JOB,
  KEYS,
  PREVIEW,
  QUERIES,
  REASON,
  SCHEDULE,
  SHADOW,
  SKILL_MAP,
  WEBHOOK,
} from './route-bodies.js';

/** What a route answered. */
export interface RouteAnswer {
  status: number;
  type: string | null;
  retryAfter: string | null;
  body: string;
  /** Whether the connection was cut before the end: so a stream says that the rest is missing. */
  isCut?: true;
}

export interface RouteRequest {
  /** `Controller.method` */
  name: string;
  path: string;
  /** Fails where the service does not answer at all: a minute is twelve times what it gives itself. */
  send(): Promise<RouteAnswer>;
}

const HUNG_MS = 60_000;
/** A stream has no time of its own: each of its statements has. */
const STREAM_MS = 300_000;
const SCHEDULE_ID = 'leap-day';
/** Earlier states of `revision`, for rollbacks whose activation before was lost. */
const SPARE_STATES = 20;

const LEARNER = '33333333-3333-4333-8333-333333333333';
const ERASED = '44444444-4444-4444-8444-444444444444';
/** Other accounts of `LEARNER`: one who is merged, and one whose merge is undone, at the same time. */
const MERGED = '66666666-6666-4666-8666-666666666666';
const UNMERGED = '77777777-7777-4777-8777-777777777777';
/** Of whom little is kept. */
const EXPORTED = '55555555-5555-4555-8555-555555555555';
const IMPORTED = '{"learner_id":"pupil 7","event_id":"e1","at":"2026-11-01T08:00:00Z","correct":true}\n';

/** Whom a route is asked about, where it is not `LEARNER`. */
const LEARNERS: Record<string, string> = {
  'LearnersController.eraseLearner': ERASED,
  'ExportController.exportLearner': EXPORTED,
};

/** What browsers get: nothing of a database is in it. */
const PAGES = /^(Home|Admin)Controller/;

/** Who asks, and where the rows are that no route makes. */
interface Asking {
  /** Asked for at each request. Default: an administrator. */
  authorization?: () => string;
  dataSource?: DataSource;
}

/** A request for every route of the service, each of which succeeds, again and again; as an administrator. */
export async function requestsOfEveryRoute(
  app: NestExpressApplication,
  { authorization = () => lastingBearer(someAdmin), dataSource = app.get<DataSource>(DataSource) }: Asking = {},
): Promise<RouteRequest[]> {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const headersNow = () => ({ authorization: authorization(), 'content-type': 'application/json' });
  const ask = async (method: string, path: string, body?: object | string, hungMs = HUNG_MS): Promise<RouteAnswer> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: typeof body === 'string' ? { ...headersNow(), 'content-type': 'application/x-ndjson' } : headersNow(),
      body: typeof body === 'string' ? body : body && JSON.stringify(body),
      signal: AbortSignal.timeout(hungMs),
    });
    const { status, headers: answered } = response;
    const [type, retryAfter] = [answered.get('content-type'), answered.get('retry-after')];
    return { status, type, retryAfter, body: await response.text() };
  };

  /** Sends it again where a busy machine was in the way. */
  const prepare: typeof ask = async (...request) => {
    for (;;) {
      const answer = await ask(...request);
      if (answer.status !== 503) return answer;
    }
  };
  const toActivate = (key: string, version: string) =>
    ['POST', `/v1/learning/algorithms/${key}/versions/${version}/activate`, REASON] as const;
  await prepare(...toActivate('adaptive', 'v1'));
  await prepare(...toActivate('mastery', 'v2'));
  await prepare('GET', `/v1/learning/learners/${LEARNER}/state?algo_key=mastery`); // opens a projection that is not in use later
  await prepare(...toActivate('mastery', 'v1'));
  for (let n = 0; n < SPARE_STATES; n += 1) await prepare(...toActivate('revision', n % 2 === 0 ? 'v1' : 'v0'));
  let revision = 'v0';
  /** Each rollback goes further back: so a change comes before it. */
  const rollBack = async (path: string): Promise<RouteAnswer> => {
    const changed = await ask(...toActivate('revision', revision === 'v0' ? 'v1' : 'v0'));
    if (changed.status !== 200) return changed;
    const answer = await ask('POST', path, REASON);
    if (answer.status === 200) revision = (JSON.parse(answer.body) as { version: string }).version;
    return answer;
  };
  /** Each of a source of its own: no worker is there to end one. */
  const importAnswers = (): Promise<RouteAnswer> =>
    ask('POST', `/v1/learning/imports?source=${randomUUID()}&more=true`, IMPORTED);
  const dropImport = async (): Promise<RouteAnswer> => {
    const begun = await importAnswers();
    if (begun.status !== 202) return begun;
    return ask('DELETE', `/v1/learning/imports/${(JSON.parse(begun.body) as { id: string }).id}`);
  };
  const exportLearner = async (path: string): Promise<RouteAnswer> => {
    try {
      return await ask('GET', path, undefined, STREAM_MS);
    } catch (error) {
      if ((error as Error).message !== 'terminated') throw error;
      return { status: 0, type: null, retryAfter: null, body: '', isCut: true };
    }
  };
  const streamEvents = async (path: string): Promise<RouteAnswer> => {
    const { status, headers: answered, body } = await firstOf(`http://127.0.0.1:${port}${path}`, headersNow(), HUNG_MS);
    return { status, type: answered.get('content-type'), retryAfter: answered.get('retry-after'), body };
  };
  const merge = async (path: string): Promise<RouteAnswer> => {
    const undone = await ask('DELETE', `${path}/${MERGED}`, REASON);
    if (![200, 404].includes(undone.status)) return undone;
    return ask('POST', path, { from_learner_id: MERGED, ...REASON });
  };
  const unmerge = async (path: string): Promise<RouteAnswer> => {
    const made = await ask('POST', path.slice(0, path.lastIndexOf('/')), { from_learner_id: UNMERGED, ...REASON });
    if (![201, 409].includes(made.status)) return made;
    return ask('DELETE', path, REASON);
  };
  const SENT: Record<string, (path: string) => Promise<RouteAnswer>> = {
    'AlgorithmsController.rollback': rollBack,
    'ImportsController.importAnswers': importAnswers,
    'MergesController.mergeLearners': merge,
    'MergesController.unmergeLearners': unmerge,
    'ImportsController.dropImport': dropImport,
    'ExportController.exportLearner': exportLearner,
    'ShadowsController.startShadow': (path) => startShadow(ask, path),
    'EventsController.streamEvents': streamEvents,
  };
  const { id: import_id } = JSON.parse((await importAnswers()).body) as { id: string };
  const { body } = await prepare('POST', '/v1/learning/mastery', { input: INPUT });
  const { run_id, params_id } = JSON.parse(body) as { run_id: string; params_id: string };
  const idOf = async (path: string, body: object) =>
    (JSON.parse((await prepare('POST', `/v1/learning/${path}`, body)).body) as { id: string }).id;
  const job_id = await idOf('jobs', JOB);
  await storeFitReport(dataSource, job_id);
  await storeMistakeAnalysis(dataSource, job_id);
  await prepare('PUT', `/v1/learning/job-schedules/${SCHEDULE_ID}`, SCHEDULE);
  for (const learner of [LEARNER, EXPORTED, MERGED, UNMERGED]) {
    await prepare('POST', `/v1/learning/learners/${learner}/answers`, { answers: [ANSWER] });
  }
  const listed = JSON.parse(
    (await prepare('GET', '/v1/learning/projections?algo_key=mastery')).body,
  ) as ProjectionsResponse;
  const projection_id = listed.projections.find(({ active }) => !active)!.id;
  const preview_id = await idOf('algorithms/mastery/previews', PREVIEW);
  const evaluation_id = await idOf('algorithms/mastery/evaluations', PREVIEW);
  const shadow_id = await idOf('algorithms/mastery/shadows', SHADOW);
  const calibration_id = await idOf('calibrations', CALIBRATION);
  const webhook_id = await idOf('webhooks', WEBHOOK);
  const delivery_id = await idOf(`webhooks/${webhook_id}/test`, {});
  /** There may be so many at once, and what a bad connection has left is in the way. */
  const makeWebhook = async (): Promise<RouteAnswer> => {
    const made = await ask('POST', '/v1/learning/webhooks', WEBHOOK);
    if (made.status !== 409) return made;
    const { webhooks } = JSON.parse((await ask('GET', '/v1/learning/webhooks')).body) as { webhooks: { id: string }[] };
    for (const { id } of webhooks) if (id !== webhook_id) await ask('DELETE', `/v1/learning/webhooks/${id}`, REASON);
    return ask('POST', '/v1/learning/webhooks', WEBHOOK);
  };
  const removeWebhook = async (): Promise<RouteAnswer> => {
    const made = await makeWebhook();
    if (made.status !== 201) return made;
    return ask('DELETE', `/v1/learning/webhooks/${(JSON.parse(made.body) as { id: string }).id}`, REASON);
  };
  SENT['WebhooksController.removeWebhook'] = removeWebhook;
  SENT['WebhooksController.createWebhook'] = makeWebhook;
  const skill_map_id = await idOf('skill-maps', SKILL_MAP);
  const pathOf = ({ name, path }: AppRoute) =>
    path
      .replace(':algo_key', KEYS[name] ?? 'mastery')
      .replace(':version', 'v1')
      .replace(':run_id', run_id)
      .replace(/:(job|fit_report|mistake_analysis)_id/, job_id)
      .replace(':schedule_id', SCHEDULE_ID)
      .replace(':learner_id', LEARNERS[name] ?? LEARNER)
      .replace(':from_learner_id', UNMERGED)
      .replace(':event_id', ANSWER.event_id)
      .replace(':preview_id', preview_id)
      .replace(':projection_id', projection_id)
      .replace(':import_id', import_id)
      .replace(':evaluation_id', evaluation_id)
      .replace(':shadow_id', shadow_id)
      .replace(':calibration_id', calibration_id)
      .replace(':skill_map_id', skill_map_id)
      .replace(':webhook_id', webhook_id)
      .replace(':delivery_id', delivery_id)
      .replace(/:(params|from|to)_id/g, params_id) + (QUERIES[name] ?? '');
  return routesOf(app)
    .filter(({ name }) => !PAGES.test(name))
    .map((route) => ({
      name: route.name,
      path: pathOf(route),
      send: () => SENT[route.name]?.(pathOf(route)) ?? ask(route.method, pathOf(route), BODIES[route.name]?.()),
    }));
}
