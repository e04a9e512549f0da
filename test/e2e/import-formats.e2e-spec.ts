import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useTestDatabase } from '../support/database/test-database.js';
import { openEngine } from '../support/engine/open-engine.js';
import { useCommands } from '../support/processes/use-commands.js';

describe('learning-engine import, of other systems', () => {
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
  it('reads other systems as they write', async () => {
    // Made by hand after the documents of each system: no data of any person.
    const revlog = await fileOf('revlog.csv', [
      ...['id,cid,usn,ease,ivl,lastIvl,factor,time,type', '1767225600000,11,-1,3,1,0,2500,4000,0'],
      ...['1767312000000,11,-1,0,1,1,2500,0,4', '1767398400000,11,-1,1,1,1,2500,9000,1'],
    ]);
    const anki = [
      '--file',
      revlog,
      '--source',
      'anki',
      '--format',
      'revlog',
      '--learner',
      'me',
      '--zone',
      'Europe/Berlin',
    ];
    expect(await imported(anki)).toMatchObject({ rows: 3, recorded: 2, invalid: 1 });
    const datashop = await fileOf('datashop.txt', [
      'Anon Student Id\tTransaction Id\tTime\tTime Zone\tProblem Name\tStep Name\tOutcome\tKC (Default)\tKC (Default)',
      'Stu_1\tt1\t2026-01-21 12:00:00.5\tUS/Eastern\tP1\tS"1\tCORRECT\tadd\tcarry',
      'Stu_1\tt2\t2026-01-21 12:00:09.0\tUS/Eastern\tP1\tS"1\tHINT\tadd\t',
    ]);
    const tutor = ['--file', datashop, '--source', 'tutor', '--format', 'datashop'];
    expect(await imported(tutor)).toMatchObject({ rows: 2, recorded: 1, invalid: 1 });
    const statement = (id: string, more: object) => JSON.stringify({ id, actor: { account: { name: 'x' } }, ...more });
    const answered = { timestamp: '2026-01-21T13:00:00+01:00', object: { id: 'https://example.org/q1' } };
    const xapi = await fileOf('statements.ndjson', [
      statement('s1', { ...answered, result: { success: true, duration: 'PT1M2.5S' } }),
      statement('s2', { ...answered, result: { success: false } }),
      statement('s3', { ...answered, result: { completion: true } }),
      statement('s4', {
        verb: { id: 'http://adlnet.gov/expapi/verbs/voided' },
        object: { objectType: 'StatementRef', id: 's2' },
      }),
    ]);
    const lrs = ['--file', xapi, '--source', 'lrs', '--format', 'xapi'];
    expect(await imported(lrs)).toMatchObject({ rows: 4, recorded: 1, invalid: 3 });
    const { app, dataSource } = await openEngine(database.url);
    const stored = await dataSource.query<object[]>(
      `SELECT event_id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') AS at, item_id, skill_ids, correct, rating,
         duration_ms::int AS duration, day_offset_minutes AS day FROM learner_answers
       WHERE source IN ('anki', 'tutor', 'lrs') ORDER BY event_id`,
    );
    await app.close();
    const none = { skill_ids: [], rating: null, duration: null, day: null, correct: true };
    expect(stored).toEqual([
      {
        ...none,
        event_id: '1767225600000',
        at: '2026-01-01 00:00:00.000',
        item_id: '11',
        rating: 3,
        duration: 4000,
        day: -180,
      },
      {
        ...none,
        event_id: '1767398400000',
        at: '2026-01-03 00:00:00.000',
        item_id: '11',
        rating: 1,
        duration: 9000,
        day: -180,
        correct: false,
      },
      { ...none, event_id: 's1', at: '2026-01-21 12:00:00.000', item_id: 'https://example.org/q1', duration: 62_500 },
      { ...none, event_id: 't1', at: '2026-01-21 17:00:00.500', item_id: 'P1 / S"1', skill_ids: ['add', 'carry'] },
    ]);
  });

  it('withdraws what a later file voids, once, and says what it does not know', async () => {
    const voiding = (id: string, target: string) =>
      JSON.stringify({
        ...{ id, actor: { account: { name: 'admin' } }, verb: { id: 'http://adlnet.gov/expapi/verbs/voided' } },
        object: { objectType: 'StatementRef', id: target },
      });
    const answered = (id: string, name: string) =>
      JSON.stringify({
        ...{ id, actor: { account: { name } }, timestamp: '2026-01-21T13:00:00Z', object: { id: 'q1' } },
        result: { success: true },
      });
    const importing = async (name: string, lines: readonly string[]) =>
      imported(['--file', await fileOf(name, lines), '--source', 'lrs-2', '--format', 'xapi']);
    const learner = '0e5a9c1e-6f0a-4f6a-9a53-1f1d9d0a7c11';
    expect(
      await importing('first.ndjson', [answered('a1', 'x'), answered('a2', 'x'), answered('a3', learner)]),
    ).toMatchObject({ rows: 3, recorded: 3, voided: 0 });
    const later = [
      ...[answered('a4', 'x'), voiding('v1', 'a1'), answered('a3', learner), voiding('v2', 'a3')],
      ...[voiding('v3', 'a1'), voiding('v4', 'nowhere'), voiding('v5', 's1')],
    ];
    expect(await importing('second.ndjson', later)).toMatchObject({
      ...{ rows: 7, recorded: 1, voided: 2, duplicate: 1, invalid: 3, erased: 0 },
      reasons: [
        { outcome: 'invalid', reason: 'voids a statement that is not known here', count: 2 },
        { outcome: 'invalid', reason: 'was voided', count: 1 },
      ],
    });
    const { app, dataSource } = await openEngine(database.url);
    const counting = await dataSource.query<object[]>(
      `SELECT DISTINCT ON (learner_id, event_id) event_id, kind, reason FROM learner_answers
       WHERE learner_id IN (SELECT learner_id FROM learner_answers WHERE source = 'lrs-2')
       ORDER BY learner_id, event_id, version DESC`,
    );
    await app.close();
    const voided = { kind: 'void', reason: 'Voided in lrs-2' };
    const counts = { kind: 'answer', reason: null };
    expect(new Map(counting.map((row) => [(row as { event_id: string }).event_id, row]))).toEqual(
      new Map([
        ['a1', { event_id: 'a1', ...voided }],
        ['a2', { event_id: 'a2', ...counts }],
        ['a3', { event_id: 'a3', ...voided }],
        ['a4', { event_id: 'a4', ...counts }],
      ]),
    );
    // The first file again brings nothing back.
    expect(
      await importing('again.ndjson', [answered('a1', 'x'), answered('a2', 'x'), answered('a3', learner)]),
    ).toMatchObject({ rows: 3, recorded: 0, duplicate: 3 });
  });
});
