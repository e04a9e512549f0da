import { DatabaseRestoredError } from 'learning-engine';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErasuresNotAppliedError } from '../../src/bootstrap/erasures-not-applied.error.js';
import { query } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';
import { cleanEnv, SERVICE, Spawned } from '../support/processes/spawned.js';
import { INFO_URL } from '../support/processes/start-sandbox.js';
import { useCommands } from '../support/processes/use-commands.js';

/** As an event of the server that the backup was made on: this one has not come to its transaction. */
const OF_ANOTHER_SERVER = `
  BEGIN; SET LOCAL session_replication_role = 'replica';
  INSERT INTO engine_events (epoch, xid, type, key, payload, recorded_at)
  SELECT max(epoch), '1000000000000'::xid8, 'test.written', 'in-dump', '{}', now() FROM engine_events; COMMIT`;

describe('a database that was restored from a backup', () => {
  const database = useTestDatabase();
  const command = useCommands(database);
  let host: LearnerHost;
  let folder: string;
  beforeAll(async () => {
    host = await openLearners(database.url);
    folder = await mkdtemp(join(tmpdir(), 'learning-engine-restored-'));
  });
  afterAll(async () => {
    await host?.app.close();
    await rm(folder, { recursive: true });
  });

  const start = (env: NodeJS.ProcessEnv = {}) =>
    Spawned.run(
      process.execPath,
      SERVICE,
      cleanEnv({ DATABASE_URL: database.url, PORT: '0', JWT_SECRET: 'x'.repeat(32), ...env }),
    );
  const served = async (env?: NodeJS.ProcessEnv) => {
    const service = start(env);
    await service.saying(INFO_URL);
    service.signal('SIGTERM');
    expect(await service.end()).toBe(0);
  };
  const refused = async (env?: NodeJS.ProcessEnv) => {
    const service = start(env);
    expect([await service.end(), INFO_URL.test(service.stdout)]).toEqual([1, false]);
    return service.stderr.trimEnd();
  };

  it('is not served while someone in the list of erasures is not erased in it', async () => {
    const [erased, back] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    for (const learner of [erased, back]) await host.answers.record(learner, [answer('e1')]);
    await host.learners.erase(erased);
    const file = join(folder, 'erasures.ndjson');
    const lines = [{ learner_id: erased }, { learner_id: back.toUpperCase() }, { erasures: 2, complete: true }];
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

    expect(await refused({ ERASURES_FILE: file })).toBe(new ErasuresNotAppliedError(file, 1).message);
    expect((await command(['erasures', 'apply', '--file', file])).code).toBe(0);
    await served({ ERASURES_FILE: file });
  });

  it('is not served without a whole list, where one is named', async () => {
    expect(await refused({ ERASURES_FILE: join(folder, 'none') })).toMatch(
      / ERASURES_FILE must name a whole list of "erasures export --file"\. .*cannot be read: ENOENT/,
    );
  });

  it('is not served before an epoch is opened, where the feed shows it', async () => {
    await query(database.url, OF_ANOTHER_SERVER);

    expect(await refused()).toBe(new DatabaseRestoredError().message);
    const opened = await command(['restored']);
    expect([opened.code, opened.stdout]).toEqual([0, expect.stringContaining('erasures apply')]);
    await served();
  });
});
