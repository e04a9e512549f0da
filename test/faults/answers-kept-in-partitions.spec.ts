import { randomUUID } from 'node:crypto';
import { DatabaseUnavailableError } from 'learning-engine';
import { grantServiceRights } from '../../src/database/service-rights.js';
import { query, until } from '../support/database/embedded-child.js';
import { migrating } from '../support/database/migrating.js';
import { onServer } from '../support/database/own-database.js';
import { partitionsOpenTo, rightsOn, SESSIONS_OF_COMMANDS } from '../support/database/rights-on.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';
import { storeAnswers } from '../support/engine/store-answers.js';
import { scaled } from '../support/fault-scale.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

/** Learners with 200 answers each that are there before. */
const LEARNERS = scaled(2000, 100);
const CALLERS = 6;
const ROLE = `service_${randomUUID().slice(0, 8)}`;

/** All that the table has, but for where it is kept. */
const RULES = `
  SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
  WHERE conrelid = 'learner_answers'::regclass
  UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger
  WHERE tgrelid = 'learner_answers'::regclass AND NOT tgisinternal
  UNION ALL SELECT c.relname, replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON ') || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'learner_answers'::regclass
  UNION ALL SELECT attname, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attnum, pg_get_expr(adbin, adrelid))
  FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attrelid = 'learner_answers'::regclass AND attnum > 0 ORDER BY 1, 2`;

const CONTENT = `
  SELECT count(*)::int AS answers, md5(string_agg(a::text, ' ' ORDER BY learner_id, seq)) AS digest FROM learner_answers AS a
  WHERE learner_id = ANY ($1)`;

const FORM = `
  SELECT relkind AS kind, (SELECT count(*)::int FROM pg_inherits WHERE inhparent = c.oid) AS partitions,
    to_regclass('learner_answers_old') AS old
  FROM pg_class c WHERE oid = 'learner_answers'::regclass`;

describe('keeping answers in partitions', () => {
  const database = useTestDatabase();
  const learners = Array.from({ length: LEARNERS }, () => randomUUID());
  let host: LearnerHost;
  let content: unknown;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await host.dataSource.query(`CREATE ROLE ${ROLE}`);
    await migrating(database.url, (dataSource) =>
      dataSource.underLock((queryRunner) => grantServiceRights(queryRunner, ROLE)),
    );
    const one = (n: number) => ({ item_id: `i${n}`, correct: n % 3 > 0, at: new Date(1.7e12 + n * 1e6).toISOString() });
    const answers = Array.from({ length: 200 }, (_, n) => one(n));
    await storeAnswers(
      host.dataSource,
      learners.map((id) => ({ id, answers })),
    );
    content = await host.dataSource.query(CONTENT, [learners]);
  });
  afterAll(async () => {
    await host?.app.close();
    await onServer((client) => client.query(`DROP ROLE ${ROLE}`)); // the database is gone by now
  });

  const split = (into: number | string, nodeArgs: string[] = [], env: NodeJS.ProcessEnv = {}) =>
    Spawned.run(
      process.execPath,
      [...nodeArgs, ...script('src/cli/main.ts'), 'partitions', 'split-answers', '--into', String(into), '--json'],
      cleanEnv({ DATABASE_URL: database.url, ...env }),
    );
  const form = async () => (await host.dataSource.query<object[]>(FORM))[0];

  it.each([
    ['before anything', 'LOCK TABLE learners'],
    ['before the answers are copied', 'INSERT INTO learner_answers'],
    ['before the rules are made', 'ADD CONSTRAINT pk_learner_answers'],
    ['before the old table goes', 'DROP TABLE learner_answers_old'],
  ])('killed %s, leaves all as it was', async (_when, killAt) => {
    const rules = await host.dataSource.query<object[]>(RULES);
    const killed = split(8, ['--import', './test/support/database/kill-at-statement.mjs'], { KILL_AT: killAt });
    expect(await killed.end()).toBeNull();
    await until(async () => (await query(database.url, SESSIONS_OF_COMMANDS)).length === 0);

    expect(await form()).toEqual({ kind: 'r', partitions: 0, old: null });
    expect(await host.dataSource.query(RULES)).toEqual(rules);
    expect(await host.dataSource.query(CONTENT, [learners])).toEqual(content);
  });

  it('says what stands in the way, and changes nothing', async () => {
    await host.dataSource.query('CREATE VIEW answers_of_a_host AS SELECT learner_id FROM learner_answers');
    const command = split(8);
    expect(await command.end()).toBe(1);
    expect(JSON.parse(command.stdout)).toMatchObject({
      error: {
        code: 'ANSWERS_NOT_PARTITIONABLE',
        message: expect.stringContaining('because of view answers_of_a_host.') as string,
      },
    });
    await host.dataSource.query('DROP VIEW answers_of_a_host');
    expect(await form()).toMatchObject({ kind: 'r' });
  });

  it.each(['1', '1025', '2.5', 'many'])('rejects %s partitions', async (into) => {
    const command = split(into);
    expect(await command.end()).toBe(2);
    expect(command.stdout + command.stderr).toContain('--into must be a number of partitions, 2 to 1024');
  });

  it.each([
    ['one table', 8],
    ['other partitions', 3],
  ])('copies %s: loses no answer that is recorded meanwhile, and keeps all rules and rights', async (_from, into) => {
    const rules = await host.dataSource.query<object[]>(RULES);
    const rights = await host.dataSource.query<object[]>(rightsOn('learner_answers'));
    expect(rights.length).toBeGreaterThan(0);
    const recorded: string[][] = [];
    let isDone = false;
    const callers = Array.from({ length: CALLERS }, async () => {
      const learner = await newLearner(host.dataSource);
      const mine: string[] = [learner];
      recorded.push(mine);
      while (!isDone) {
        const event_id = randomUUID();
        const answer = { event_id, item_id: 'i1', skill_ids: ['s1'], correct: true, at: new Date().toISOString() };
        const { results } = await repeatedly(() => host.answers.record(learner, [answer]));
        expect(results).toMatchObject([
          { event_id, outcome: expect.stringMatching(/^(recorded|duplicate)$/) as string },
        ]);
        mine.push(event_id);
      }
    });
    const each = () => recorded.map((mine) => mine.length);
    await until(() => Promise.resolve(each().length === CALLERS && each().every((length) => length > 3)));
    const command = split(into);
    expect([await command.end(), command.stderr]).toEqual([0, '']);
    expect(JSON.parse(command.stdout)).toEqual({ partitions: into, split: true });
    const during = each();
    await until(() => Promise.resolve(each().every((length, n) => length > during[n]! + 3)));
    isDone = true;
    await Promise.all(callers);

    for (const [learner, ...events] of recorded) {
      const stored = await host.dataSource.query<{ event_id: string }[]>(
        'SELECT event_id FROM learner_answers WHERE learner_id = $1 ORDER BY seq',
        [learner],
      );
      expect(stored.map(({ event_id }) => event_id)).toEqual(events);
    }
    expect(await form()).toEqual({ kind: 'p', partitions: into, old: null });
    expect(await host.dataSource.query(CONTENT, [learners])).toEqual(content);
    expect(await host.dataSource.query(RULES)).toEqual(rules);
    expect(await host.dataSource.query(rightsOn('learner_answers'))).toEqual(rights);
    expect(await host.dataSource.query(partitionsOpenTo(ROLE, 'learner_answers'))).toEqual([]);
  });

  it('does nothing twice, and says how answers are kept', async () => {
    const command = split(3);
    expect(await command.end()).toBe(0);
    expect(JSON.parse(command.stdout)).toEqual({ partitions: 3, split: false });
    const status = Spawned.run(
      process.execPath,
      [...script('src/cli/main.ts'), 'partitions', 'status', '--json'],
      cleanEnv({ DATABASE_URL: database.url }),
    );
    expect(await status.end()).toBe(0);
    const { answers } = JSON.parse(status.stdout) as { answers: { partitions: number; rows: number; bytes: number } };
    expect(answers).toMatchObject({ partitions: 3 });
    expect(answers.rows).toBeGreaterThanOrEqual(LEARNERS * 200);
    expect(answers.bytes).toBeGreaterThan(1e6);
  });

  it('keeps what is recorded, in the table and in each partition', async () => {
    const [learner] = learners;
    const [{ name }] = await host.dataSource.query<[{ name: string }]>(
      'SELECT tableoid::regclass::text AS name FROM learner_answers WHERE learner_id = $1 LIMIT 1',
      [learner],
    );
    for (const table of ['learner_answers', name]) {
      await expect(host.dataSource.query(`DELETE FROM ${table} WHERE learner_id = $1`, [learner])).rejects.toThrow(
        'append-only',
      );
      await expect(host.dataSource.query(`UPDATE ${table} SET correct = true`)).rejects.toThrow('append-only');
      await expect(host.dataSource.query(`TRUNCATE ${table}`)).rejects.toThrow('append-only');
    }
    await host.learners.erase(learner!);
    expect(await host.dataSource.query(CONTENT, [[learner]])).toEqual([{ answers: 0, digest: null }]);
  });
});

/** As hosts do: an answer that was not recorded for want of the database is handed over again. */
async function repeatedly<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error;
    }
  }
}
