import { type OpenAPIObject } from '@nestjs/swagger';
import { ALGO_KEYS } from 'learning-engine';
import {
  type ComputationResponse,
  type JobResponse,
  type PreviewResponse,
  type ProjectionsResponse,
  type VersionDetailsResponse,
} from 'learning-engine/http';
import { DataSource } from 'typeorm';
import { storeFitReport } from '../support/engine/store-fit-report.js';
import { storeMistakeAnalysis } from '../support/engine/store-mistake-analysis.js';
import { randomUUID } from 'node:crypto';
import { openApiDocument } from '../../src/openapi/openapi-document.js';
import { someAdmin, useApi } from '../support/http/api-client.js';
import { endedShadow } from '../support/http/shadow-of.js';
import { bearer, useService } from '../support/http/use-service.js';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; example?: unknown; schema?: { example?: unknown } }[];
  requestBody?: {
    content: Record<
      string,
      { example?: unknown; examples?: Record<string, { value: unknown }>; schema?: { example?: unknown } }
    >;
  };
}

const LEARNER = '33333333-3333-4333-8333-333333333333';
/** Texts, which a platform has given. */
const HOST_IDS = ['event_id', 'scope_id', 'group_id', 'schedule_id', 'bank_id'];
/** As the example of the request names it. */
const OTHER_ACCOUNT = '55555555-5555-4555-8555-555555555555';
const ERASED = '44444444-4444-4444-8444-444444444444';

/** The same for all: what the document calls an example. */
describe('the examples of the API document', () => {
  const service = useService();
  const api = useApi(service);
  const ids: Record<string, string> = {};

  const operations = (document: OpenAPIObject) =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ method, path, operation })),
    );

  /** As a page does that fills in what the document has: the ids of the database are those of earlier answers. */
  function urlOf(path: string, key: string, { operationId, parameters = [] }: Operation): string {
    const examples = parameters.map(({ name, in: place, example, schema }) => {
      if (name === 'learner_id' && operationId === 'eraseLearner') return { name, place, value: ERASED };
      if (name === 'import_id' && operationId === 'dropImport') return { name, place, value: ids.dropped_id };
      if (name === 'webhook_id' && operationId === 'removeWebhook') return { name, place, value: ids.removed_id };
      // Retired by another request here: its states cannot be asked for any more.
      if (name === 'projection_id' && place === 'query') return { name, place, value: undefined };
      // No worker is there to end the one before.
      if (name === 'source' && operationId === 'importAnswers') return { name, place, value: randomUUID() };
      return { name, place, value: ids[name] ?? (name === 'algo_key' ? key : (example ?? schema?.example)) };
    });
    const filled = examples
      .filter(({ place }) => place === 'path')
      .reduce((url, { name, value }) => url.replace(`{${name}}`, String(value)), path);
    const query = examples.filter(({ place, value }) => place === 'query' && value !== undefined);
    return `${filled}?${query.map(({ name, value }) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`;
  }

  const bodiesOf = ({ requestBody }: Operation): [key: string, body: unknown, type: string][] => {
    const [[type, content] = ['application/json', undefined]] = Object.entries(requestBody?.content ?? {});
    const { examples, example, schema } = content ?? {};
    if (examples) return Object.entries(examples).map(([key, { value }]) => [key, value, type]);
    return [['mastery', example ?? schema?.example, type]];
  };

  const activate = (key: string) =>
    api.post(`algorithms/${key}/versions/v1/activate`, { reason: 'prepared' }, someAdmin).expect(200);

  beforeAll(async () => {
    // As the description of a computation says: in a new database, v1 is to be activated first.
    for (const key of ALGO_KEYS) await activate(key);
    const { params_sets } = (await api.get('algorithms/mastery/versions/v1')).body as VersionDetailsResponse;
    ids.params_id = ids.from_id = ids.to_id = params_sets[0]!.id;
    const events = [{ event_id: 'e', skill_id: 's', correct: true, at: '2026-11-01T08:00:00Z' }];
    const computed = (await api.post('mastery', { input: { states: [], events } }).expect(201)).body as unknown;
    ids.run_id = (computed as ComputationResponse).run_id;
    const queued = (await api.post('jobs', { kind: 'runs.verify-checksums' }, someAdmin).expect(201)).body as unknown;
    ids.job_id = ids.fit_report_id = ids.mistake_analysis_id = (queued as JobResponse).id;
    await storeFitReport(service.app.get(DataSource), ids.job_id);
    await storeMistakeAnalysis(service.app.get(DataSource), ids.job_id);
    await api.post('algorithms/mastery/versions/v2/activate', { reason: 'prepared' }, someAdmin).expect(200);
    await api.get(`learners/${LEARNER}/state?algo_key=mastery`, someAdmin).expect(200);
    await activate('mastery');
    const { projections } = (await api.get('projections', someAdmin).expect(200)).body as ProjectionsResponse;
    ids.projection_id = projections.find(({ active }) => !active)!.id;
    for (const kind of ['preview', 'evaluation']) {
      const asked = await api.post(`algorithms/mastery/${kind}s`, { version: 'v1' }, someAdmin).expect(202);
      ids[`${kind}_id`] = (asked.body as PreviewResponse).id;
    }
    const idOf = async (path: string, item: object) =>
      ((await api.post(path, { items: [{ item_id: 'q1', ...item }] }, someAdmin).expect(201)).body as { id: string })
        .id;
    ids.calibration_id = await idOf('calibrations', { difficulty: 0.5 });
    ids.skill_map_id = await idOf('skill-maps', { key_option: 'A' });
    const schedule = { kind: 'runs.verify-checksums', cron: '0 0 29 2 *', time_zone: 'UTC' };
    await api.put('job-schedules/nightly-check', schedule, someAdmin).expect(201);
    ids.webhook_id = await createdWebhook();
    const sent = await api.post(`webhooks/${ids.webhook_id}/test`, {}, someAdmin).expect(202);
    ids.delivery_id = (sent.body as { id: string }).id;
    Object.assign(ids, { learner_id: LEARNER, event_id: 'attempt-1', from_learner_id: OTHER_ACCOUNT });
    const answer = { event_id: ids.event_id, at: '2026-11-01T08:00:00Z', item_id: 'q1', correct: true };
    for (const learner of [LEARNER, OTHER_ACCOUNT]) {
      await api.post(`learners/${learner}/answers`, { answers: [answer] }, someAdmin).expect(200);
    }
  });

  const createdWebhook = async (): Promise<string> => {
    const given = { url: 'https://school.example/hooks', event_types: ['job.ended'], reason: 'prepared' };
    return ((await api.post('webhooks', given, someAdmin).expect(201)).body as { id: string }).id;
  };
  const begunImport = async (): Promise<string> => {
    const begun = await service
      .request()
      .post(`/v1/learning/imports?source=${randomUUID()}&more=true`)
      .set({ Authorization: bearer(someAdmin), 'Content-Type': 'application/x-ndjson' })
      .send('{"learner_id":"pupil 7","event_id":"e1","at":"2026-11-01T08:00:00Z","correct":true}\n')
      .expect(202);
    return (begun.body as { id: string }).id;
  };
  beforeEach(async () => {
    await activate('mastery');
    ids.shadow_id = await endedShadow(api);
    [ids.import_id, ids.dropped_id] = [await begunImport(), await begunImport()];
    ids.removed_id = await createdWebhook();
  });

  it.each(['once', 'and again'])('work %s, sent as a page sends them', async () => {
    const found = operations(openApiDocument(service.app));
    expect(found.length).toBeGreaterThan(20);
    for (const { method, path, operation } of found) {
      for (const [key, body, type] of bodiesOf(operation)) {
        if (/^compute|State$/.test(operation.operationId)) await activate(key);
        if (operation.operationId.endsWith('Due')) await activate('revision');
        if (operation.operationId === 'startShadow') await activate('mastery');
        const request = service
          .request()
          [method as 'get' | 'post'](urlOf(path, key, operation))
          .set({ Authorization: bearer(someAdmin), ...(body !== undefined && { 'Content-Type': type }) });
        // A stream lasts as long as its token: a page leaves it.
        if (operation.operationId === 'streamEvents') request.buffer(false);
        const answer = await request.send(body as object | undefined);
        expect([operation.operationId, key, answer.status, answer.body]).toEqual([
          operation.operationId,
          key,
          answer.status < 300 ? answer.status : 'any 2xx',
          answer.body,
        ]);
      }
    }
  });

  it('of computations are one for each algorithm, whose input and output have schemas of their own', () => {
    const document = openApiDocument(service.app);
    const compute = operations(document).find(({ operation }) => operation.operationId === 'compute')!;
    const names = Object.keys(document.components!.schemas!);
    for (const [key] of bodiesOf(compute.operation)) {
      const name = `${key[0]!.toUpperCase()}${key.slice(1)}V1`;
      expect(names).toEqual(expect.arrayContaining([`${name}Params`, `${name}Input`, `${name}Output`]));
    }
    expect(bodiesOf(compute.operation)).toHaveLength(5);
  });

  it('name what must be given, in requests that have no other fields', () => {
    const { schemas } = openApiDocument(service.app).components!;
    for (const name of Object.keys(schemas!).filter((one) => one.endsWith('Request'))) {
      expect([name, schemas![name]]).toEqual([name, expect.objectContaining({ additionalProperties: false })]);
    }
  });

  it('are none of headers: a page would send the same Idempotency-Key with every request', () => {
    const headers = operations(openApiDocument(service.app)).flatMap(({ operation }) =>
      (operation.parameters ?? []).filter(({ in: place }) => place === 'header'),
    );
    expect(headers.length).toBeGreaterThan(10);
    expect(headers.filter(({ example, schema }) => (example ?? schema?.example) !== undefined)).toEqual([]);
  });

  it('leave no id and no time in a request without its form', () => {
    const open = operations(openApiDocument(service.app)).flatMap(({ operation }) =>
      (operation.parameters ?? [])
        .map((parameter) => ({
          ...parameter,
          schema: parameter.schema as { format?: string; pattern?: string; maxLength?: number },
        }))
        .filter(
          ({ name, schema }) =>
            (/_id$/.test(name) && (HOST_IDS.includes(name) ? !schema.maxLength : schema.format !== 'uuid')) ||
            (schema.format === 'date-time' && !schema.pattern),
        )
        .map(({ name }) => `${operation.operationId} ${name}`),
    );
    expect(open).toEqual([]);
  });

  it.each([
    ['get', 'algorithms/unknown/versions'],
    ['post', 'algorithms/unknown/rollback'],
    ['post', 'algorithms/unknown/retire'],
    ['post', 'algorithms/unknown/restore'],
    ['get', 'algorithms/unknown/live-scores?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z'],
    ['get', 'algorithms/unknown/statistics?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z'],
    ['post', 'unknown'],
  ] as const)('%s %s is 404: there is no such algorithm', async (method, path) => {
    const body =
      path === 'unknown' ? { input: {} } : { reason: 'x', ...(path.endsWith('restore') && { activation_id: '1' }) };
    const answer = await (method === 'get' ? api.get(path, someAdmin) : api.post(path, body, someAdmin));
    expect(answer.body).toMatchObject({ status: 404, type: '/docs/problems#algorithm-not-found' });
  });

  it.each(['info', 'algorithms', 'runs', 'activations', 'doctor'])('%s is no key of an algorithm', async (path) => {
    for (const method of ['post', 'delete'] as const) {
      const answer = await service.request()[method](`/v1/learning/${path}`).set('Authorization', bearer()).send();
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });
});
