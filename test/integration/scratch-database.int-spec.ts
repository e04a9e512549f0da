import { withScratchDatabase } from '../../src/demo/scratch-database.js';
import { query } from '../support/database/embedded-child.js';
import { useEmptyDatabase } from '../support/database/own-database.js';

describe(withScratchDatabase.name, () => {
  const database = useEmptyDatabase();
  const scratchDatabases = () =>
    query(database.url, "SELECT datname FROM pg_database WHERE datname LIKE 'learning_demo%'");

  it('lends a database and drops it, whatever became of it', async () => {
    const name = await withScratchDatabase(database.url, async (url) => {
      await query(url, 'CREATE TABLE left_behind ()');
      expect(await scratchDatabases()).toHaveLength(1);
      return new URL(url).pathname;
    });

    expect(name).toMatch(/^\/learning_demo_[0-9a-f]{32}$/);
    await expect(withScratchDatabase(database.url, () => Promise.reject(new Error('the demo failed')))).rejects.toThrow(
      'the demo failed',
    );
    expect(await scratchDatabases()).toEqual([]);
  });

  it('keeps it where that is asked for, unless the work fails', async () => {
    const fails = () => Promise.reject(new Error('the demo failed'));
    await expect(withScratchDatabase(database.url, fails, { keep: true })).rejects.toThrow('the demo failed');
    expect(await scratchDatabases()).toEqual([]);

    const kept = await withScratchDatabase(database.url, (url) => Promise.resolve(url), { keep: true });
    const datname = new URL(kept).pathname.slice(1);
    expect(await scratchDatabases()).toEqual([{ datname }]);
    await query(database.url, `DROP DATABASE ${datname}`);
  });
});
