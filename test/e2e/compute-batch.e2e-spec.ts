import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  type AuthUser,
  type BatchResponse,
  type ComputationResponse,
  type SessionResponse,
} from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { atPointer, newUser, problem } from '../support/http/api-client.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { forEach, INPUT, learners, useBatches } from '../support/http/batch-client.js';
import { testEnv, useService } from '../support/http/use-service.js';

/** Small ones are left to the tests of limits. */
const ENV = Object.assign(new Env(), testEnv, { COMPUTE_KIB_PER_MINUTE: 16_384 });

describe('POST /v1/learning/{algo_key}/batch', () => {
  const service = useService(ENV);
  const { api, query, activate } = useLearners(service);
  beforeAll(() => activate('mastery'));

  const { batch, resultsOf, runsOf } = useBatches(service);
  const computationOf = ({ computation }: { computation?: ComputationResponse }) => computation!;

  it('computes each with the active version, in their order, and records a run for each', async () => {
    const ids = learners(40);
    const session = newUser();
    const { session_id } = (await api.post('sessions', {}, session).expect(201)).body as SessionResponse;
    const items = [...forEach(ids), { input: { states: [], events: [] }, user_id: session.userId, session_id }];
    const results = await resultsOf(batch(items, platform, { trigger: 'nightly' }));

    expect(results.map(({ index }) => index)).toEqual(items.map((_, index) => index));
    expect(results.map((result) => computationOf(result).output)).toEqual([
      ...ids.map(() => ({ states: [expect.objectContaining({ skill_id: 'fractions', attempts: 1 })] })),
      { states: [] },
    ]);
    expect(computationOf(results[0]!)).toMatchObject({ algo_key: 'mastery', version: 'v1' });
    const runs = new Map((await runsOf([...ids, session.userId])).map((run) => [run.id, run]));
    expect(runs.size).toBe(41);
    results.forEach((result, index) => {
      expect(runs.get(computationOf(result).run_id)).toMatchObject({
        ...{ user_id: items[index]!.user_id, status: 'SUCCESS', trigger: 'nightly' },
        session_id: index === 40 ? session_id : null,
      });
    });
  });

  it('answers a problem for each item that is rejected, and computes the others', async () => {
    const user = newUser();
    const bad = { ...INPUT, events: [...INPUT.events, { ...INPUT.events[0], event_id: 'e2', correct: 'yes' }] };
    const items: [unknown, string?, string?][] = [
      [{ input: INPUT }],
      [null, 'invalid-request', '/items/1'],
      [[], 'invalid-request', '/items/2'],
      [{}, 'invalid-request', '/items/3/input'],
      [{ input: 'none' }, 'invalid-request', '/items/4/input'],
      [{ input: INPUT, version: 'v1' }, 'invalid-request', '/items/5/version'],
      [{ input: INPUT, trigger: 'api' }, 'invalid-request', '/items/6/trigger'],
      [{ input: INPUT, user_id: 'me' }, 'invalid-request', '/items/7/user_id'],
      [{ input: bad }, 'invalid-input', '/items/8/input/events/1/correct'],
      [{ input: INPUT, session_id: randomUUID() }, 'session-not-found'],
      [{ input: INPUT, user_id: randomUUID() }, 'forbidden'],
      [{ input: INPUT, user_id: user.userId.toUpperCase(), session_id: null }],
    ];
    const results = await resultsOf(batch(items.map(([item]) => item), user)); // prettier-ignore

    items.forEach(([, name, pointer], index) => {
      const { computation, problem: told } = results[index]!;
      expect([index, computation === undefined]).toEqual([index, name !== undefined]);
      if (name) expect(told).toEqual(problem(name, pointer ? atPointer(pointer) : {}));
    });
    const runs = await runsOf([user.userId]);
    expect(runs.map(({ status }) => status).sort()).toEqual(['FAILED', 'SUCCESS', 'SUCCESS']);
    expect(results.filter(({ run_id }) => run_id !== undefined)).toEqual([results[8]]);
    expect(runs.find(({ id }) => id === results[8]!.run_id)).toMatchObject({ status: 'FAILED' });
  });

  it.each<[string, object, string, string | undefined]>([
    ['no items', {}, 'invalid-request', '/items'],
    ['an empty list', { items: [] }, 'invalid-request', '/items'],
    ['501 items', { items: new Array(501).fill({ input: INPUT }) }, 'invalid-request', '/items'],
    ['an unknown field', { items: [{ input: INPUT }], version: 'v1' }, 'invalid-request', '/version'],
    ['an unknown trigger', { items: [{ input: INPUT }], trigger: 'now' }, 'invalid-request', '/trigger'],
  ])('rejects %s as a whole', async (_name, body, name, pointer) => {
    const user = newUser();
    const rejected = await api.post('mastery/batch', body, user).expect(400);
    expect(rejected.body).toEqual(problem(name, atPointer(pointer!)));
    expect(await runsOf([user.userId])).toEqual([]);
  });

  it('rejects as a whole what no item can be computed with: an unknown key, a trigger', async () => {
    const items = [{ input: {} }];
    expect((await api.post('unknown/batch', { items }).expect(404)).body).toEqual(problem('algorithm-not-found'));
    for (const role of ['user', 'reader'] as const) {
      const caller = { ...newUser(), role };
      const rejected = await batch([{ input: INPUT }], caller, { trigger: 'nightly' }).expect(403);
      expect(rejected.body).toEqual(problem('forbidden'));
      expect(await runsOf([caller.userId])).toEqual([]);
    }
  });

  it('says of each what a stub says: nothing is computed, and the runs say so', async () => {
    const ids = learners(2);
    const results = (
      (await api.post('revision/batch', { items: forEach(ids) }, platform).expect(200)).body as BatchResponse
    ).results;
    expect(results.map(({ problem: told }) => told)).toEqual([problem('not-implemented'), problem('not-implemented')]);
    expect((await runsOf(ids)).map(({ id }) => id).sort()).toEqual(results.map(({ run_id }) => run_id).sort());
  });

  it('tells of learners who were erased elsewhere since they were seen, and computes for the others', async () => {
    const ids = learners(5);
    for (let n = 0; n < 2; n += 1) await batch(forEach(ids)).expect(200);
    const client = new Client({ connectionString: service.databaseUrl });
    await client.connect();
    await client.query('SELECT erase_learner($1)', [ids[2]]);
    await client.end();

    for (let n = 0; n < 2; n += 1) {
      const results = await resultsOf(batch(forEach(ids)));
      expect(results[2]!.problem).toEqual(problem('user-erased'));
      expect(results.filter(({ computation }) => computation)).toHaveLength(4);
    }
    expect(await runsOf([ids[2]!])).toEqual([]);
  });

  describe('with an Idempotency-Key', () => {
    const keyed = (key: string, items: unknown, caller?: AuthUser) => batch(items, caller).set('Idempotency-Key', key);
    const forget = (key: string) =>
      query(
        'UPDATE idempotency_keys SET status = NULL, response = NULL, lease_until = clock_timestamp() WHERE key = $1',
        [key],
      );
    const stored = async (key: string) =>
      (await query<{ response: string | null }>('SELECT response FROM idempotency_keys WHERE key = $1', [key]))[0]!
        .response;

    it('is carried out once: what it answers is kept with its learner', async () => {
      const [key, user] = [randomUUID(), newUser()];
      const items = [{ input: INPUT }, { input: INPUT }, { input: { states: 'none', events: [] } }];
      const first = await keyed(key, items, user).expect(200);
      expect(await stored(key)).toBe(first.text);

      expect((await keyed(key, items, user).expect(200)).text).toBe(first.text);
      expect((await keyed(key, items.slice(1), user).expect(422)).body).toEqual(problem('idempotency-key-reused'));
      expect(await runsOf([user.userId])).toHaveLength(3);
      await query('SELECT erase_learner($1)', [user.userId]);
      expect(await query('SELECT FROM idempotency_keys WHERE key = $1', [key])).toEqual([]);
    });

    it('takes up the runs of a request whose answer was lost, and those that came to no end', async () => {
      const [key, user] = [randomUUID(), newUser()];
      const items = [
        { input: INPUT },
        { input: { states: [], events: [] } },
        { input: { states: 'none', events: [] } },
      ];
      const first = await resultsOf(keyed(key, items, user));
      await forget(key);
      const again = await resultsOf(keyed(key, items, user));

      expect(again.map(({ computation }) => computation)).toEqual(first.map(({ computation }) => computation));
      expect(again[2]).toMatchObject({ run_id: first[2]!.run_id, problem: problem('invalid-input') });
      expect(await runsOf([user.userId])).toHaveLength(3);
    });

    it('keeps no answer that tells of several learners, and repeats what it was from their runs', async () => {
      const [key, ids] = [randomUUID(), learners(3)];
      const first = await keyed(key, forEach(ids)).expect(200);
      expect(await stored(key)).toBeNull();

      expect((await keyed(key, forEach(ids)).expect(200)).text).toBe(first.text);
      expect(await runsOf(ids)).toHaveLength(3);
    });
  });
});
