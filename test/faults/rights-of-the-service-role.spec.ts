import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import request from 'supertest';
import { EventsService } from 'learning-engine';
import { grantServiceRights, SERVICE_RIGHTS } from '../../src/database/service-rights.js';
import { query } from '../support/database/embedded-child.js';
import { migrating } from '../support/database/migrating.js';
import { onServer } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { bearer, openService } from '../support/http/use-service.js';

const ROLE = `learning_service_${randomUUID().slice(0, 8)}`;
const PASSWORD = 'your-own';

describe('D10: the role of the service, as grantServiceRights leaves it', () => {
  const database = useTestDatabase();
  const url = () => Object.assign(new URL(database.url), { username: ROLE, password: PASSWORD }).href;
  let engine: Engine;
  beforeAll(async () => {
    await query(database.url, `CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`);
    // As an operator who gave too much.
    await query(database.url, `GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC, ${ROLE}`);
    await query(database.url, `GRANT CREATE ON SCHEMA public TO PUBLIC, ${ROLE}`);
    await migrating(database.url, async (dataSource) => {
      await dataSource.underLock((queryRunner) => grantServiceRights(queryRunner, ROLE));
      await dataSource.underLock((queryRunner) => grantServiceRights(queryRunner, ROLE));
    });
    engine = await openEngine(url());
  });
  afterAll(async () => {
    await engine?.app.close();
    await onServer((client) => client.query(`DROP ROLE ${ROLE}`));
  });

  /** All statements in one transaction, as a session of psql with this role. */
  const sql = async (...statements: string[]) => {
    const client = new Client({ connectionString: url() });
    await client.connect();
    try {
      await client.query('BEGIN');
      for (const statement of statements) await client.query(statement);
      await client.query('COMMIT');
    } finally {
      await client.end();
    }
  };
  const everything = () =>
    query(
      database.url,
      `SELECT (SELECT json_agg(v ORDER BY id) FROM algo_versions v) AS versions,
         (SELECT json_agg(p ORDER BY id) FROM algo_params p) AS params,
         (SELECT json_agg(a ORDER BY id) FROM algo_activations a) AS activations,
         (SELECT json_agg(r ORDER BY id) FROM algo_runs r) AS runs,
         (SELECT json_agg(e ORDER BY id) FROM engine_events e) AS events, (SELECT last_value FROM engine_events_epoch) AS epoch`,
    );

  it('has a line for every table', async () => {
    const tables = await query(
      database.url,
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')",
    );
    expect(Object.keys(SERVICE_RIGHTS).sort()).toEqual(tables.map(({ relname }) => relname).sort());
  });

  it('is enough for all that the engine does', async () => {
    const { version } = (await engine.registry.resolveActive('mastery'))!;
    const tuned = await engine.params.createParams(version.id, { threshold: 0.9 });
    await engine.registry.activateParams(tuned.id, { reason: 'stricter' });
    await engine.registry.activateAlgoVersion('mastery', 'v1');
    const { runId } = await engine.execution.execute('mastery', { states: [], events: [] });
    await engine.registry.rollback('mastery');
    const { id } = await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: tuned.id });
    await engine.runs.heartbeat(id);

    const events = engine.app.get(EventsService);
    await engine.dataSource.transaction((manager) => events.record(manager, { type: 'test.written', key: 'k' }));
    expect((await events.read()).events[0]).toMatchObject({ type: 'feed.opened' });

    expect(await engine.runs.reapStaleRuns()).toEqual([]);
    expect((await engine.runs.logRunFailure(id, 'not today')).status).toBe('FAILED');
    expect((await engine.runs.getRun(runId)).status).toBe('SUCCESS');
    expect((await engine.registry.resolveActive('mastery'))!.params.id).toBe(tuned.id);
    expect(await diagnose(engine)).toEqual([]);
  });

  it('is enough for the service, with users and sessions that it has never seen', async () => {
    const app = await openService(url());
    try {
      const api = request(app.getHttpServer());
      const authorization = bearer({ userId: randomUUID(), role: 'user' });
      const admin = bearer({ userId: randomUUID(), role: 'admin' });
      const activated = await api
        .post('/v1/learning/algorithms/adaptive/versions/v1/activate')
        .set('Authorization', admin)
        .send({ reason: 'try' });
      const session = await api.post('/v1/learning/sessions').set('Authorization', authorization).send({});
      const { session_id } = session.body as { session_id: string };
      const computed = await api
        .post('/v1/learning/adaptive')
        .set('Authorization', authorization)
        .send({
          session_id,
          input: {
            now: '2026-01-21T12:00:00Z',
            seed: '',
            count: 1,
            learner: { theta: 0, rolling_success: null },
            candidates: [],
          },
        });
      const ready = await api.get('/health/ready');
      expect([activated.status, computed.status, ready.status]).toEqual([200, 201, 200]);

      await api
        .post('/v1/learning/algorithms/revision/versions/v1/activate')
        .set('Authorization', admin)
        .send({ reason: 'try' });
      const learner = `/v1/learning/learners/${randomUUID()}`;
      const answer = { event_id: 'e1', at: '2026-01-21T12:00:00Z', item_id: 'q1', correct: true };
      const dueOf = (path: string) => api.get(`${path}/due?before=2026-12-01T00:00:00Z`);
      const statuses: number[] = [];
      for (const asked of [
        api.post(`${learner}/answers`).send({ answers: [answer] }),
        api.put(`${learner}/answers/e1`).send({ answer: { ...answer, correct: false }, reason: 'a mistake' }),
        ...[api.get(`${learner}/state?algo_key=revision`), dueOf(learner), dueOf('/v1/learning')],
        ...[api.delete(`${learner}/answers/e1`).send({ reason: 'not theirs' }), api.delete(learner).send({})],
      ]) {
        statuses.push((await asked.set('Authorization', admin)).status);
      }
      expect(statuses).toEqual(new Array(7).fill(200));
    } finally {
      await app.close();
    }
  });

  const TAKE =
    "UPDATE public.algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'revision' AND status = 'ACTIVE'";
  const shadow = (table: string) => `CREATE TEMP TABLE ${table} (LIKE public.${table})`;
  const v1OfRevision = `SELECT algo_key, v.id, p.id FROM algo_versions v JOIN algo_params p ON p.algo_version_id = v.id
    WHERE algo_key = 'revision' AND version = 'v1'`;
  const activeOfRevision =
    "SELECT algo_key, algo_version_id, params_id FROM algo_activations WHERE algo_key = 'revision'";

  it.each<[string, string, string[]]>([
    ['removes the active version', '23000', [TAKE]],
    [
      'hides the tables that a trigger compares behind temporary ones',
      '42501',
      [...['algo_versions', 'algo_params', 'algo_activations'].map(shadow), TAKE],
    ],
    [
      'writes what was never active, under a number before all others',
      '23000',
      [
        `INSERT INTO algo_activations (id, algo_key, algo_version_id, params_id) OVERRIDING SYSTEM VALUE
         SELECT -1, * FROM (${v1OfRevision}) AS v1`,
      ],
    ],
    [
      'writes an entry under a number that no other will reach',
      '23000',
      [
        `INSERT INTO algo_activations (id, algo_key, algo_version_id, params_id) OVERRIDING SYSTEM VALUE
         SELECT 1000000, * FROM (${activeOfRevision}) AS active`,
      ],
    ],
    ...["'2001-01-01'", "'infinity'", 'clock_timestamp()'].map((time): [string, string, string[]] => [
      `writes that it was active since ${time}`,
      '23000',
      [
        `INSERT INTO algo_activations (algo_key, algo_version_id, params_id, activated_at)
         SELECT *, ${time}::timestamptz FROM (${activeOfRevision}) AS active`,
      ],
    ]),
    ['changes an entry', '42501', ["UPDATE algo_activations SET reason = 'x'"]],
    ['deletes an entry', '42501', ['DELETE FROM algo_activations']],
    ['empties the activation log', '42501', ['TRUNCATE algo_activations']],
    [
      'gives an event another place',
      '42501',
      ["INSERT INTO engine_events (xid, type, key, payload) VALUES ('1', 'a.b', 'k', '{}')"],
    ],
    ['changes an event', '42501', ["UPDATE engine_events SET key = 'k'"]],
    ['deletes events', '42501', ['DELETE FROM engine_events']],
    ['opens an epoch', '42501', ["SELECT setval('engine_events_epoch', 1)"]],
    ['changes a parameter set', '42501', ["UPDATE algo_params SET params_json = '{}'"]],
    ['renames a version', '42501', ["UPDATE algo_versions SET version = 'v9'"]],
    ['adds a version', '42501', ["INSERT INTO algo_versions (algo_key, version, status) VALUES ('x', 'v1', 'ACTIVE')"]],
    ['backdates a run', '42501', ["UPDATE algo_runs SET started_at = started_at - interval '1 day'"]],
    ['gives a run to another user', '42501', ['UPDATE algo_runs SET user_id = gen_random_uuid()']],
    ['changes how a run ended', '23000', ["UPDATE algo_runs SET output_summary_json = '{}' WHERE status = 'SUCCESS'"]],
    ['deletes runs', '42501', ['DELETE FROM algo_runs']],
    ['switches a trigger off', '42501', ['ALTER TABLE algo_runs DISABLE TRIGGER algo_runs_keep_outcome']],
    ['switches all triggers off', '42501', ["SET session_replication_role = 'replica'"]],
    ['drops a trigger', '42501', ['DROP TRIGGER algo_runs_no_delete ON algo_runs']],
    ['replaces a function of triggers', '42501', ["ALTER FUNCTION algo_check_ledger() SET search_path = 'x'"]],
    ['puts a function beside the tables', '42501', ["CREATE FUNCTION public.lower(varchar) RETURNS text RETURN 'x'"]],
    ['makes a table that inherits', '42501', ['CREATE TEMP TABLE more () INHERITS (algo_versions)']],
    ['makes a rule', '42501', ['CREATE RULE nothing AS ON UPDATE TO algo_runs DO INSTEAD NOTHING']],
    ['erases a person', '42501', ['DELETE FROM users']],
    ['forgets a migration', '42501', ['DELETE FROM migrations']],
  ])('is rejected when it %s', async (_what, code, statements) => {
    const before = await everything();

    await expect(sql(...statements)).rejects.toMatchObject({ code });
    expect(await everything()).toEqual(before);
  });
});
