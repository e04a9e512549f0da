import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { randomBytes, randomUUID } from 'node:crypto';
import { JobsService, JobWorker } from 'learning-engine/jobs';
import { answer } from '../support/engine/answers.js';
import { ended } from '../support/engine/open-jobs.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { bearer, useService } from '../support/http/use-service.js';

const exporter = new InMemorySpanExporter();
// As a process that was started with an SDK has it: with propagation by traceparent, and contexts that follow promises.
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();

const INPUT = { states: [], events: [{ event_id: 'e1', skill_id: 'a', correct: true, at: '2026-01-21T12:00:00Z' }] };
const newParent = () => ({ trace: randomBytes(16).toString('hex'), span: randomBytes(8).toString('hex') });
type Parent = ReturnType<typeof newParent>;

describe('traces', () => {
  const service = useService();
  const { activate } = useLearners(service);
  beforeEach(() => exporter.reset());

  const post = (path: string, body: object, { trace, span }: Parent) =>
    service
      .request()
      .post(`/v1/learning/${path}`)
      .set('Authorization', bearer(platform))
      .set('traceparent', `00-${trace}-${span}-01`)
      .send(body);

  /** Spans of a trace, when its request has ended: that is told after the answer was sent. */
  async function spansOf({ trace }: Parent): Promise<ReadableSpan[]> {
    for (;;) {
      const spans = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === trace);
      if (spans.some(({ kind }) => kind === SpanKind.SERVER)) return spans;
      await new Promise(setImmediate);
    }
  }
  const told = ({ name, attributes, status }: ReadableSpan) => ({
    name,
    attributes,
    failed: status.code === SpanStatusCode.ERROR,
  });

  it('have a span for each run, below that of its request, below that of its caller', async () => {
    await activate('mastery');
    const parent = newParent();
    await post('mastery', { input: INPUT }, parent).expect(201);

    const [run, request] = await spansOf(parent);
    expect(request!.parentSpanContext).toMatchObject({ spanId: parent.span, isRemote: true });
    expect(run!.parentSpanContext!.spanId).toBe(request!.spanContext().spanId);
    expect([run!, request!].map(told)).toEqual([
      {
        name: 'run mastery',
        attributes: {
          'learning.algo_key': 'mastery',
          'learning.version': 'v1',
          'learning.trigger': 'api',
          'learning.purpose': 'live',
          'learning.tenant': 'default',
          'learning.status': 'SUCCESS',
        },
        failed: false,
      },
      {
        name: 'POST /v1/learning/:algo_key',
        attributes: {
          'http.request.method': 'POST',
          'http.route': '/v1/learning/:algo_key',
          'http.response.status_code': 201,
        },
        failed: false,
      },
    ]);
  });

  it('say of a run that failed by which code', async () => {
    const parent = newParent();
    await post('mastery', { input: { states: [], events: [{}] } }, parent).expect(400);

    const [run, request] = (await spansOf(parent)).map(told);
    expect(run).toMatchObject({
      attributes: { 'error.type': 'INVALID_INPUT', 'learning.status': 'FAILED' },
      failed: true,
    });
    expect(request).toMatchObject({ attributes: { 'http.response.status_code': 400 }, failed: false });
  });

  it('keep apart what is written for several requests by one statement', async () => {
    await activate('mastery');
    await activate('revision');
    const callers = Array.from({ length: 12 }, () => ({ learner: randomUUID(), parent: newParent() }));
    await Promise.all(
      callers.map(({ learner, parent }) =>
        post(`learners/${learner}/answers`, { answers: [answer('e1')] }, parent).expect(200),
      ),
    );

    for (const { parent } of callers) {
      const spans = await spansOf(parent);
      const { spanId } = spans.at(-1)!.spanContext();
      expect(spans.map(({ name }) => name).sort()).toEqual([
        'POST /v1/learning/learners/:learner_id/answers',
        'run mastery',
        'run revision',
      ]);
      expect(spans.slice(0, -1).map(({ parentSpanContext }) => parentSpanContext!.spanId)).toEqual([spanId, spanId]);
    }
  });

  it('hold no id of a person or a run, and nothing of a path', async () => {
    const [learner, parent] = [randomUUID(), newParent()];
    await post(`learners/${learner}/answers`, { answers: [answer('e1', { item_id: 'secret-item' })] }, parent).expect(
      200,
    );

    const text = JSON.stringify(
      (await spansOf(parent)).map(({ name, attributes, events }) => [name, attributes, events]),
    );
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|secret-item/);
  });

  it('tell of activations as events, and of jobs as traces of their own', async () => {
    await activate('adaptive');
    const jobs = service.app.get(JobsService);
    const { id } = await jobs.enqueue('runs.retention', { older_than_days: 400 }, { reason: 'We keep 13 months' });
    service.app.get(JobWorker).start(1);
    await ended(jobs, id);
    const find = (name: string) => exporter.getFinishedSpans().find((span) => span.name === name);
    while (!find('job runs.retention')) await new Promise(setImmediate); // it is told after the commit

    const job = find('job runs.retention')!;
    expect(job.parentSpanContext).toBeUndefined();
    expect(job.attributes).toEqual({
      'learning.job_kind': 'runs.retention',
      'learning.tenant': 'default',
      'learning.status': 'SUCCESS',
    });
    const activation = find('POST /v1/learning/algorithms/:algo_key/versions/:version/activate')!;
    expect(activation.events).toMatchObject([{ name: 'activated', attributes: { 'learning.algo_key': 'adaptive' } }]);
  });

  it('leave out what machines ask every few seconds', async () => {
    await service.request().get('/health/live').expect(200);
    await service.request().get('/v1/learning/info').expect(401);
    while (exporter.getFinishedSpans().length === 0) await new Promise(setImmediate);

    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['GET /v1/learning/info']);
  });
});
