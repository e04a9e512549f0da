import { RegistryService } from 'learning-engine';
import { type AuthUser } from 'learning-engine/http';
import {
  AnswersService,
  type Erasing,
  ImportsService,
  LearnersService,
  PERSONAL_TABLES,
  type PersonalTable,
} from 'learning-engine/learners';
import { JobSchedulesService, JobsService } from 'learning-engine/jobs';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { platformTables } from '../../src/users/personal-tables.js';
import { answer } from '../support/engine/answers.js';
import { importedRows } from '../support/engine/imported-rows.js';
import { mergeAround } from '../support/engine/merge-around.js';
import { newUser, problem, someAdmin } from '../support/http/api-client.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { shadowOf } from '../support/http/shadow-of.js';
import { useService } from '../support/http/use-service.js';

const LISTED: readonly PersonalTable[] = [...PERSONAL_TABLES, ...platformTables];
/** Columns of a schema that name persons. */
const NAMES_PERSONS = `
  SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns JOIN information_schema.tables
    USING (table_schema, table_name)
  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND data_type = 'uuid'
    AND (column_name ~ '(^|_)(learner|user|actor|into)_id$' OR column_name = 'merged_into' OR column_name = 'id' AND table_name IN ('learners', 'users', 'erased_users'))`;

interface Line {
  table?: string;
  row: Record<string, unknown>;
}

describe('what is kept of a person', () => {
  const service = useService();
  const { api, query, activate, recorded } = useLearners(service);
  beforeAll(async () => {
    for (const key of ['mastery', 'revision', 'adaptive']) await activate(key);
  });

  const exported = async (learner: string, caller: AuthUser = platform) => {
    const { text, headers } = await api.get(`learners/${learner}/export`, caller).expect(200);
    expect(headers['content-type']).toBe('application/x-ndjson');
    expect(text.endsWith('\n')).toBe(true);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    return { first: lines[0], rows: lines.slice(1, -1), last: lines.at(-1) };
  };

  /** A person who has a row in each table, in each column. */
  async function everywhere(): Promise<AuthUser> {
    const person = newUser();
    const { userId } = person;
    const own = `learners/${userId}`;
    await api.post('sessions', {}, person).expect(201);
    await recorded(userId, [answer('e1'), answer('e2')]);
    await api.post(`${own}/next`, { count: 1, candidates: [{ item_id: 'i1' }] }, person).expect(200);
    const decision = { kind: 'exempt', scope: { kind: 'item', id: 'i2' }, reason: 'r', actor_user_id: userId };
    await api.post(`${own}/decisions`, decision, platform).set('Idempotency-Key', userId).expect(201);
    await api
      .post('mastery', { input: { states: [], events: [] } }, person)
      .set('Idempotency-Key', userId)
      .expect(201);
    const { app } = service;
    await app.get(JobsService, { strict: false }).enqueue('runs.verify-checksums', {}, { createdByUserId: userId });
    const schedule = { kind: 'runs.verify-checksums', cron: '0 0 29 2 *', timeZone: 'UTC' };
    await app.get(JobSchedulesService, { strict: false }).set(userId, schedule, { changedByUserId: userId });
    await api.post('webhooks', { url: 'https://a.example', event_types: ['job.ended'], reason: 'r' }, { userId, role: 'admin' }).expect(201); // prettier-ignore
    const registry = app.get(RegistryService, { strict: false });
    await registry.activateAlgoVersion('difficulty', 'v1', { reason: 'r', actorUserId: userId });
    const gate = { mode: 'off', most_changed: Math.random(), reason: 'r' };
    await api.post('algorithms/adaptive/gate', gate, { userId, role: 'admin' }).expect(200);
    await query("INSERT INTO run_retirements (partition, runs_until, runs, keep_months, reason, actor_user_id) VALUES ('p', now(), 1, 6, 'r', $1)", [userId]); // prettier-ignore
    await shadowOf(api, userId);
    const sets = { calibrations: { difficulty: 0.5 }, 'skill-maps': { key_option: 'A' } };
    for (const [path, item] of Object.entries(sets)) {
      const items = [{ item_id: userId, ...item }];
      const created = await api.post(path, { items }, { userId, role: 'admin' }).expect(201);
      const adopt = `${path}/${(created.body as { id: string }).id}/adopt`;
      await api.post(adopt, { reason: 'r' }, { userId, role: 'admin' }).expect(200);
    }
    const imports = app.get(ImportsService, { strict: false });
    const { id: importId } = await imports.begin(userId, { createdByUserId: userId });
    await imports.take(importId, importedRows([{ learner: userId, answer: answer('imported') }]), 0);
    await query("INSERT INTO external_ids (learner_id, source, external_id) VALUES ($1, 'school', 'x')", [userId]);
    const others = [newUser(), newUser(), newUser()].map((one) => one.userId);
    for (const other of others) await recorded(other, [answer('e1')]);
    await mergeAround(app.get(LearnersService, { strict: false }), userId, others);
    const ids = { preview: randomUUID(), person: userId };
    await query(
      `INSERT INTO previews (id, algo_key, algo_version_id, params_id, request, strata)
       SELECT $1, 'mastery', algo_version_id, id, '{}', '{}' FROM algo_params LIMIT 1`,
      [ids.preview],
    );
    await query('INSERT INTO preview_learners (learner_id, preview_id, stratum, through_seq) VALUES ($1, $2, 0, 1)', [ids.person, ids.preview]); // prettier-ignore
    const evaluation = randomUUID();
    await query(
      `INSERT INTO evaluations (id, algo_key, algo_version_id, params_id, request, learners)
       SELECT $1, 'mastery', algo_version_id, id, '{}', 1 FROM algo_params LIMIT 1`,
      [evaluation],
    );
    for (const [table, column, values] of [
      ['evaluation_learners', 'through_seq', '1'],
      ['evaluation_answers', 'place, answer', `'1', '{}'`],
      ['evaluation_ratings', 'name, rating', `'learner', '{}'`],
    ]) {
      await query(`INSERT INTO ${table} (evaluation_id, learner_id, ${column}) VALUES ($1, $2, ${values})`, [
        ...[evaluation, userId],
      ]);
    }
    await query('INSERT INTO fit_learners (job_id, learner_id, through_seq) SELECT id, $1, 1 FROM job_runs LIMIT 1', [userId]); // prettier-ignore
    await app
      .get(DataSource)
      .transaction((manager) => app.get(AnswersService, { strict: false }).record(userId, [answer('e3')], { manager }));
    return person;
  }

  const count = async (table: string, column: string, id: string): Promise<number> =>
    (await query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${column} = $1`, [id]))[0]!.n;

  /** How many rows name a person, by table and column. */
  async function rowsOf({ userId }: AuthUser): Promise<[string, number][]> {
    const found: [string, number][] = [];
    for (const { table, columns } of LISTED) {
      for (const column of Object.keys(columns)) {
        found.push([`${table}.${column}`, await count(table, column, userId)]);
      }
    }
    return found;
  }

  it('is in tables that are all listed, each with a key', async () => {
    const named = await query<{ table: string; column: string }>(NAMES_PERSONS);
    const missing = named.filter(
      ({ table, column }) => !LISTED.some((one) => one.table === table && Object.hasOwn(one.columns, column)),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);

    for (const { table, columns, key } of LISTED) {
      const unique = await query<{ columns: string[] }>(
        `SELECT ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = indrelid AND attnum = ANY (indkey)) AS columns
         FROM pg_index WHERE indrelid = to_regclass($1) AND indisunique AND indpred IS NULL`,
        [table],
      );
      const of = [Object.keys(columns)[0]!, ...key];
      const isUnique = unique.some((one) => one.columns.every((column) => of.includes(column)));
      // A table of another release is not here.
      expect([table, unique.length === 0 || isUnique]).toEqual([table, true]);
    }
  });

  it('is handed out whole, from every table, and erasing reaches every table', async () => {
    const person = await everywhere();
    const before = await rowsOf(person);
    const here = LISTED.filter(({ table }) => before.some(([name]) => name.startsWith(`${table}.`)));
    expect(before.filter(([name, rows]) => rows === 0 && !name.startsWith('erased_users.'))).toEqual([]);

    const { first, rows, last } = await exported(person.userId, person);
    const merged_with = [expect.any(String) as string];
    expect(first).toEqual({ learner_id: person.userId, merged_with, exported_at: expect.any(String) as string });
    const [other] = (first as unknown as { merged_with: string[] }).merged_with;
    expect(last).toEqual({ rows: rows.length, complete: true });
    for (const { table, columns } of here) {
      const [column] = Object.keys(columns);
      const lines = rows.filter((line) => line.table === table && line.row[column!] !== other);
      const own = before.find(([name]) => name === `${table}.${column}`)![1];
      // An answer to a request about a learner is theirs, also where another one asked.
      expect([table, lines.length]).toEqual([table, table === 'idempotency_keys' ? 2 : own]);
    }
    expect(rows.find(({ table }) => table === 'learner_answers')?.row).toMatchObject({ event_id: 'e1', correct: true });
    const secrets = LISTED.flatMap(({ table, secrets = [] }) => secrets.map((column) => [table, column] as const));
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(([table, column]) => rows.some((line) => line.table === table && column in line.row))).toEqual([]); // prettier-ignore

    await api.delete(`learners/${person.userId}`, {}, someAdmin).expect(200);
    const kept: Erasing = 'kept';
    const still = LISTED.flatMap(({ table, columns }) =>
      Object.entries(columns).flatMap(([column, erasing]) => (erasing === kept ? `${table}.${column}` : [])),
    );
    const gone = ['learner_answers.actor_id']; // of answers of theirs
    const after = (await rowsOf(person)).filter(([, left]) => left > 0).map(([name]) => name);
    expect(after.sort()).toEqual(still.filter((name) => !gone.includes(name)).sort());
    const refused = await api.get(`learners/${person.userId}/export`, platform).expect(410);
    expect(refused.body).toEqual(problem('user-erased'));
  });

  it('comes in the order of the log, however much it is', async () => {
    const { userId } = newUser();
    for (const part of [0, 1, 2]) {
      await recorded(
        userId,
        Array.from({ length: 50 }, (_, n) => answer(`e${part}-${n}`)),
      );
    }
    const { rows } = await exported(userId);
    const answers = rows.filter(({ table }) => table === 'learner_answers').map(({ row }) => row.seq);
    expect(answers).toEqual(Array.from({ length: 150 }, (_, n) => n + 1));
  });

  it('is nothing for one of whom nothing is known', async () => {
    const { userId } = newUser();
    expect((await exported(userId)).last).toEqual({ rows: 0, complete: true });
  });

  it('ends the connection where it cannot be read to its end', async () => {
    const person = await everywhere();
    await query('ALTER TABLE test_sessions RENAME COLUMN user_id TO owner_id');
    try {
      await expect(api.get(`learners/${person.userId}/export`, platform)).rejects.toThrow(/aborted|socket hang up/);
    } finally {
      await query('ALTER TABLE test_sessions RENAME COLUMN owner_id TO user_id');
    }
  });
});
