import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useTestDatabase } from '../support/database/test-database.js';
import { openEngine } from '../support/engine/open-engine.js';
import { openLearners } from '../support/engine/open-learners.js';
import { useCommands } from '../support/processes/use-commands.js';

/** As a host has them: attempts, and what it made of them. */
const OWN_TABLES = `
  CREATE TABLE attempts (id bigint PRIMARY KEY, pupil text NOT NULL, question text NOT NULL, skills text[], ok boolean,
    answered timestamptz NOT NULL);
  INSERT INTO attempts SELECT n, 'pupil ' || n % 5, 'q' || n % 9, ARRAY['s' || n % 2], n % 3 > 0,
    '2026-01-01T08:00:00Z'::timestamptz + n * interval '1 hour' FROM generate_series(1, 2500) AS n;
  UPDATE attempts SET ok = NULL WHERE id = 7`;

const ATTEMPTS = `SELECT id AS event_id, pupil AS learner_id, question AS item_id, skills AS skill_ids, ok AS correct,
  answered AS at FROM attempts`;

describe('learning-engine import', () => {
  const database = useTestDatabase();
  const run = useCommands(database);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-import-command-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function fileOf(name: string, lines: readonly string[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, lines.join('\n'));
    return path;
  }
  const imported = async (args: string[], code = 0): Promise<Record<string, unknown>> => {
    const ended = await run(['import', ...args, '--json']);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    return JSON.parse(ended.stdout) as Record<string, unknown>;
  };
  const failed = async (args: string[], code: number) => {
    const { error } = await imported(args, code);
    return (error as { message: string }).message;
  };

  it('records the answers of a file once, and lists the lines that do not count', async () => {
    const file = await fileOf('answers.csv', [
      ...[
        'pupil;when;ok;skill',
        'a;2026-01-21T12:00:00Z;1;s1',
        'a;2026-01-21T12:01:00Z;0;s1',
        'b;1970-01-01T00:00:00Z;1;s1',
      ],
      ...['b;yesterday;1;s1', 'b;2026-01-21T12:00:00Z;1', 'c;2026-01-21T12:00:00Z;1;s1'],
    ]);
    const rejects = join(folder, 'rejects.tsv');
    const asked = ['--file', file, '--source', 'school', '--map', 'learner=pupil,at=when,correct=ok'];
    const { code, stdout, stderr } = await run(['import', ...asked, '--rejects', rejects]);
    expect([code, stderr.split('\n').at(-2)]).toEqual([0, expect.stringMatching(/^SUCCESS \[#{30}\] 4 of 4/)]);
    expect(stdout).toMatch(/^6 lines of school\n/);
    expect(stdout).toMatch(/^3 {6}recorded +in the log now$/m);
    expect((await readFile(rejects, 'utf8')).split('\n')).toEqual([
      ...['line\toutcome\treason', expect.stringMatching(/^4\tquarantined\t/) as string],
      expect.stringMatching(/^5\tinvalid\tat must be a number/) as string,
      ...['6\tinvalid\thas not as many cells as the first line', ''],
    ]);
    expect(await imported(asked)).toMatchObject({ rows: 6, recorded: 0, duplicate: 4, invalid: 2 });
    const { app, dataSource } = await openEngine(database.url);
    const events = await dataSource.query<object[]>('SELECT event_id, source FROM learner_answers ORDER BY event_id');
    await app.close();
    expect(events).toEqual(['2', '3', '4', '7'].map((line) => ({ event_id: `school:${line}`, source: 'school' })));
  });

  it('reads a table of the host, reconciles it, and compares the states that the host had', async () => {
    const host = await openLearners(database.url);
    await host.registry.activateAlgoVersion('mastery', 'v1');
    await host.dataSource.query(OWN_TABLES);
    const asked = ['--query', ATTEMPTS, '--source', 'own', '--database-url', database.url];
    const report = await imported(asked);
    expect(report).toMatchObject({ rows: 2500, recorded: 2499, invalid: 1, conflict: 0 });
    expect(report.reconciliation).toEqual({
      ...{ learners: 5, equal: 4 },
      differing: [{ learner: 'pupil 2', source: 500, log: 499 }],
    });
    await host.dataSource.query('CREATE TABLE mastery (learner_id text, skill_id text, value float8)');
    const learners = `SELECT learner_id AS id, external_id AS name FROM external_ids WHERE source = 'own'`;
    for (const { id, name } of await host.dataSource.query<{ id: string; name: string }[]>(learners)) {
      for (const { scope_id, value } of (await host.states.getState(id, { algoKey: 'mastery' })).states) {
        await host.dataSource.query('INSERT INTO mastery VALUES ($1, $2, $3)', [name, scope_id, value]);
      }
    }
    await host.dataSource.query(
      `UPDATE mastery SET value = value - 0.25 WHERE learner_id = 'pupil 3' AND skill_id = 's1'`,
    );
    const states = 'SELECT learner_id, skill_id, value FROM mastery';
    const again = await imported([...asked, '--key', 'mastery', '--compare-states', states]);
    await host.app.close();
    expect(again).toMatchObject({ rows: 2500, recorded: 0, duplicate: 2499, invalid: 1 });
    expect(again.compared).toMatchObject({ states: 10, equal: 9, missing: 0 });
    const { differing, largest_value_difference: largest } = again.compared as {
      differing: object[];
      largest_value_difference: number;
    };
    expect(differing).toMatchObject([{ learner: 'pupil 3', scope_id: 's1' }]);
    expect(largest).toBeCloseTo(0.25, 9);
  });

  it('says what is wrong with a call, a file or a query, and records nothing of it', async () => {
    const csv = await fileOf('good.csv', ['user_id,correct,at', 'a,1,2026-01-21T12:00:00Z']);
    const file = ['--file', csv, '--source', 's1'];
    expect(await failed(['--source', 's1'], 2)).toBe('--file or --query must be given, and not both');
    expect(await failed([...file, '--map', 'learner=x'], 2)).toContain(
      '--map names the column x; the file has user_id',
    );
    expect(await failed([...file, '--map', 'pupil=x'], 2)).toContain('--map has no field pupil: known are learner');
    expect(await failed(['--file', csv, '--source', 'a b'], 2)).toBe(
      '--source must be 1 to 100 letters, digits and . _ ~ -',
    );
    expect(await failed([...file, '--format', 'xml'], 2)).toBe(
      '--format must be one of csv, ndjson, revlog, datashop, xapi',
    );
    expect(await failed([...file, '--format', 'revlog'], 2)).toContain('the column id is missing');
    expect(await failed([...file, '--format', 'revlog', '--zone', 'Mars'], 2)).toContain('--zone must be a time zone');
    expect(await failed([...file, '--key', 'mastery'], 2)).toBe('--compare-states needs --key, and both need --query');
    for (const [name, lines, message] of [
      ['empty.csv', [], 'it is empty'],
      ['titles.csv', ['user_id,correct'], 'must be at least one line of answers: there is none'],
    ] as const) {
      const path = await fileOf(name, lines);
      expect(await failed(['--file', path, '--source', 's2'], 2)).toContain(message);
    }
    expect(await failed(['--file', folder, '--source', 's3'], 2)).toContain('EISDIR');
    expect(await failed(['--file', join(folder, 'none'), '--source', 's3'], 2)).toContain(
      '--file must be a file of answers: ENOENT',
    );
    const query = (text: string) => ['--query', text, '--source', 's4', '--database-url', database.url];
    expect(await failed(query('SELECT 1; DROP TABLE users'), 2)).toContain('--query cannot be run');
    expect(await failed(query('SELECT now()::timestamp AS at'), 2)).toContain(
      "times without a zone: select at AT TIME ZONE 'UTC'",
    );
    expect(await failed(query('SELECT 1 AS correct, 1 AS learner_id'), 2)).toContain(
      '--query must select a column of event',
    );
    expect(await failed([...query(ATTEMPTS).slice(0, -1), 'postgres://127.0.0.1:1/x'], 1)).toContain('cannot be read');
  });

  it('goes on with the same file alone', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => `a,${index % 2},2026-01-21T12:00:00Z,e${index}`);
    const path = await fileOf('long.csv', ['user_id,correct,at,event_id', ...rows]);
    const host = await openLearners(database.url);
    const asked = ['--file', path, '--source', 'long'];
    // As it is left by a command that was killed in the middle.
    await host.dataSource.query(
      `CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'stop'; END $$`,
    );
    await host.dataSource.query(
      'CREATE TRIGGER stop BEFORE UPDATE ON answer_imports FOR EACH ROW WHEN (NEW.parts = 2) EXECUTE FUNCTION stop()',
    );
    expect((await run(['import', ...asked])).code).toBe(1);
    await host.dataSource.query('DROP TRIGGER stop ON answer_imports');
    await writeFile(path, ['user_id,correct,at,event_id', ...rows, 'a,1,2026-01-21T12:00:00Z,more'].join('\n'));
    expect(await failed(asked, 1)).toContain(
      'of long has the lines through 1001: an import of something else is not at its end',
    );
    await writeFile(path, ['user_id,correct,at,event_id', ...rows].join('\n'));
    expect(await imported(asked)).toMatchObject({ rows: 1500, recorded: 1500, duplicate: 0 });
    await writeFile(path, ['user_id,correct,at,event_id', ...rows.slice(0, 3)].join('\n'));
    expect(await imported([...asked, '--restart'])).toMatchObject({ rows: 3, duplicate: 3 });
    await host.app.close();
  });
});
