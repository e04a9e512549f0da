import { DataSource } from 'typeorm';
import { useApi, newUser, someAdmin } from '../support/http/api-client.js';
import { bearer, testEnv, useService } from '../support/http/use-service.js';
import { JsonService } from '../support/processes/json-service.js';

const INPUT = { input: { states: [], events: [] } };
const REASON = { reason: 'because' };
const ANSWER = 'UPDATE idempotency_keys SET status';

describe('the process that holds an Idempotency-Key is killed', () => {
  const service = useService();
  const api = useApi(service);
  const query = <T>(sql: string, values: unknown[] = []) => service.app.get(DataSource).query<T[]>(sql, values);
  beforeAll(() => api.post('algorithms/mastery/versions/v1/activate', REASON, someAdmin).expect(200));

  /** Has another process begin a request; it is killed at the first statement that contains a text. */
  async function beginElsewhere(killAt: string, path: string, body: object, key: string, caller = someAdmin) {
    const { url } = service.app.get(DataSource).options as { url: string };
    const settings = { DATABASE_URL: url, JWT_SECRET: testEnv.JWT_SECRET, MIGRATE_ON_BOOT: 'false', KILL_AT: killAt };
    const other = await JsonService.start(settings, ['--import', './test/support/database/kill-at-statement.mjs']);
    const headers = { authorization: bearer(caller), 'content-type': 'application/json', 'idempotency-key': key };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    await expect(fetch(`http://127.0.0.1:${other.port}/v1/learning/${path}`, sent)).rejects.toThrow();
    expect(await other.process.end()).toBeNull();
  }

  /** The key is held for 15 s at most. Then they are over. */
  async function endLease(key: string): Promise<void> {
    const held = `UPDATE idempotency_keys SET lease_until = clock_timestamp()
      WHERE key = $1 AND status IS NULL AND lease_until <= clock_timestamp() + interval '15 s' RETURNING key`;
    expect(await query(held, [key])).toEqual([[{ key }], 1]);
  }

  it.each([
    ['before its run has started', 'start_run', []],
    ['before its run has ended', 'finish_run', ['RUNNING']],
    ['before its answer is stored', ANSWER, ['SUCCESS']],
  ])('%s: the repetition elsewhere has one run', async (_when, killAt, before) => {
    const caller = newUser();
    const runs = () =>
      query<{ id: string; status: string }>('SELECT id, status FROM algo_runs WHERE user_id = $1', [caller.userId]);
    const key = `${killAt} was the last`;
    await beginElsewhere(killAt, 'mastery', INPUT, `"${key}"`, caller);
    expect((await runs()).map(({ status }) => status)).toEqual(before);
    await endLease(key);

    const send = () => api.post('mastery', INPUT, caller).set('Idempotency-Key', `"${key}"`).expect(201);
    const body = (await send()).body as { run_id: string };
    expect(await runs()).toEqual([{ id: body.run_id, status: 'SUCCESS' }]);
    expect((await send()).body).toEqual(body);
    expect(await runs()).toHaveLength(1);
  });

  it('before a change is committed: it is made once, by the repetition', async () => {
    const path = 'algorithms/revision/versions/v1/activate';
    const entries = () => query("SELECT FROM algo_activations WHERE algo_key = 'revision'");
    const before = (await entries()).length;
    await beginElsewhere(ANSWER, path, REASON, 'a-change');
    expect(await entries()).toHaveLength(before);
    await endLease('a-change');

    for (let i = 0; i < 2; i += 1) {
      await api.post(path, REASON, someAdmin).set('Idempotency-Key', 'a-change').expect(200);
      expect(await entries()).toHaveLength(before + 1);
    }
  });
});
