import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';
import { useCommands } from '../support/processes/use-commands.js';

/** In the order in which rows refer to each other. */
const TABLES = ['learners', 'learner_answers', 'selections', 'learner_merges'];

describe('learning-engine erasures', () => {
  const database = useTestDatabase();
  const run = useCommands(database);
  let host: LearnerHost;
  let folder: string;
  beforeAll(async () => {
    host = await openLearners(database.url);
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-erasures-'));
  });
  afterAll(async () => {
    await host?.app.close();
    await rm(folder, { recursive: true });
  });

  const query = <Row>(text: string, values: unknown[] = []) => host.dataSource.query<Row[]>(text, values);
  const known = async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('e1'), answer('e2')]);
    return learner;
  };
  async function backUp(): Promise<void> {
    for (const table of TABLES) {
      await query(`DROP TABLE IF EXISTS backup_${table}`);
      await query(`CREATE TABLE backup_${table} AS SELECT * FROM ${table}`);
    }
  }
  /** As a restore does: without triggers and foreign keys. */
  async function restore(tables: readonly string[], learners: readonly string[]): Promise<void> {
    await host.dataSource.transaction(async (manager) => {
      await manager.query(`SET LOCAL session_replication_role = replica`);
      for (const table of tables) {
        const column = table === 'learners' ? 'id' : 'learner_id';
        await manager.query(`DELETE FROM ${table} WHERE ${column} = ANY ($1)`, [learners]);
        await manager.query(`INSERT INTO ${table} SELECT * FROM backup_${table} WHERE ${column} = ANY ($1)`, [
          learners,
        ]);
      }
    });
  }
  const rowsOf = async (learner: string) => {
    const [row] = await query<{ rows: number }>(
      'SELECT count(*)::int AS rows FROM learner_answers WHERE learner_id = $1',
      [learner],
    );
    return row!.rows;
  };
  const applied = async (file: string, code = 0) => {
    const ended = await run(['erasures', 'apply', '--file', file, '--json']);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    return JSON.parse(ended.stdout) as { error?: { code: string; message: string } };
  };

  it('are applied to a restored database, and nothing of the learners is left', async () => {
    const [gone, merged, other, kept] = [await known(), await known(), await known(), await known()];
    await host.learners.merge(merged, gone, { reason: 'a test' });
    await backUp();
    await host.learners.erase(gone);
    await host.learners.erase(other);

    const { stdout, code } = await run(['erasures', 'export']);
    const lines = stdout.trimEnd().split('\n');
    expect([code, lines.length]).toEqual([0, 4]);
    expect(lines.slice(0, 3).map((line) => (JSON.parse(line) as { learner_id: string }).learner_id)).toEqual(
      [gone, merged, other].sort(),
    );
    const file = join(folder, 'erasures.ndjson');
    await writeFile(file, stdout);
    expect(await applied(file)).toEqual({ erasures: 3, erased: 0 });

    await restore(TABLES, [gone, merged]);
    expect([await rowsOf(gone), await rowsOf(merged)]).toEqual([2, 2]);
    expect(await applied(file)).toEqual({ erasures: 3, erased: 2 });
    expect([await rowsOf(gone), await rowsOf(merged), await rowsOf(kept)]).toEqual([0, 0, 2]);
    await expect(host.answers.record(merged, [answer('e3')])).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
    expect(await query('SELECT FROM learner_merges')).toEqual([]);

    await restore(['learner_answers'], [gone]);
    expect(await diagnose(host)).toContain('ERASED_LEARNER_PRESENT learners');
    expect(await applied(file)).toEqual({ erasures: 3, erased: 0 });
    expect(await rowsOf(gone)).toBe(0);
    expect(await diagnose(host)).not.toContain('ERASED_LEARNER_PRESENT learners');
  });

  it('do not reach those whom the backup has merged with them, and who were taken apart from them later', async () => {
    const [person, wrong, behind] = [await known(), await known(), await known()];
    await host.learners.merge(behind, wrong, { reason: 'a mistake' });
    await host.learners.merge(wrong, person, { reason: 'a mistake' });
    await backUp();
    await host.learners.unmerge(wrong, { reason: 'a mistake' });
    await host.learners.unmerge(behind, { reason: 'a mistake' });
    await host.learners.erase(wrong);
    const file = join(folder, 'apart.ndjson');
    await writeFile(file, (await run(['erasures', 'export'])).stdout);

    await restore(TABLES, [person, wrong, behind]);
    expect(await applied(file)).toMatchObject({ erased: 1 });
    expect([await rowsOf(person), await rowsOf(wrong), await rowsOf(behind)]).toEqual([2, 0, 2]);
    for (const id of [person, behind]) {
      expect((await host.answers.record(id, [answer('e3')])).results).toEqual([
        { event_id: 'e3', outcome: 'recorded' },
      ]);
    }
    expect(await query('SELECT FROM learners WHERE merged_into = ANY ($1)', [[person, wrong, behind]])).toEqual([]);
    expect(await applied(file)).toMatchObject({ erased: 0 });
  });

  it('stay in the file that they are added to, also beside a database that was restored', async () => {
    const file = join(folder, 'kept.ndjson');
    const exported = async (code: number) => {
      const ended = await run(['erasures', 'export', '--file', file, '--json']);
      expect([ended.code, ended.stderr]).toEqual([code, '']);
      return JSON.parse(ended.stdout) as { erasures: number; added: number; present: number };
    };
    const listed = async () =>
      (await readFile(file, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { learner_id?: string });
    const [first, second] = [await known(), await known()];
    await host.learners.erase(first);
    const { erasures, added } = await exported(0);
    expect(added).toBe(erasures);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    await backUp();
    await host.learners.erase(second);
    expect(await exported(0)).toEqual({ erasures: erasures + 1, added: 1, present: 0 });
    const before = await readFile(file, 'utf8');
    await restore(TABLES, [second]);
    expect(await exported(1)).toEqual({ erasures: erasures + 1, added: 0, present: 1 });
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await applied(file)).toEqual({ erasures: erasures + 1, erased: 1 });
    expect(await exported(0)).toEqual({ erasures: erasures + 1, added: 0, present: 0 });
    expect((await listed()).filter(({ learner_id }) => learner_id === second)).toHaveLength(1);
    expect((await listed()).at(-1)).toEqual({ erasures: erasures + 1, complete: true });

    await writeFile(file, before.slice(0, -10));
    const { code, stdout } = await run(['erasures', 'export', '--file', file, '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'REJECTED' } }]);
    expect(await readFile(file, 'utf8')).toBe(before.slice(0, -10));
    expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
    const nowhere = await run(['erasures', 'export', '--file', join(folder, 'none', 'file'), '--json']);
    expect([nowhere.code, JSON.parse(nowhere.stdout)]).toMatchObject([1, { error: { code: 'REJECTED' } }]);
  });

  it('are not applied from a file that is cut off or has other lines, and none is erased then', async () => {
    const learner = await known();
    const line = `{"learner_id":"${learner}"}`;
    const rejected = async (text: string) => {
      const file = join(folder, 'rejected.ndjson');
      await writeFile(file, text);
      return (await applied(file, 1)).error!.message;
    };
    expect(await rejected(`${line}\n`)).toMatch(/is not whole/);
    expect(await rejected(`${line}\n{"erasures":2,"complete":true}\n`)).toMatch(/is not whole/);
    expect(await rejected(`${line}\nno\n{"erasures":2,"complete":true}\n`)).toMatch(/line 2: must be JSON/);
    expect(await rejected(`${line}\n{"learner_id":"x"}\n{"erasures":2,"complete":true}\n`)).toMatch(/line 2/);
    expect((await applied(join(folder, 'none'), 1)).error).toMatchObject({ code: 'REJECTED' });
    expect(await rowsOf(learner)).toBe(2);
  });
});
