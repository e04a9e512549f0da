import { Logger } from '@nestjs/common';
import { ReadinessService } from 'learning-engine';
import { createVersion, setActive } from '../support/engine/factories.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { codesOf } from '../support/engine/seeded-drifts.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(ReadinessService.name, () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm] });
  const empty = useEmptyDatabase();
  const check = () => engine.app.get(ReadinessService).check();
  const warnings = async () => codesOf(await engine.app.get(ReadinessService).findWarnings());
  const warningsOfABoot = async (url: string) => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    try {
      await (await openEngine(url)).app.close();
      return warn.mock.calls.map(([message]) => String(message));
    } finally {
      warn.mockRestore();
    }
  };

  it('finds a class that is not registered, until it is', async () => {
    expect(await warnings()).toEqual(['PROVIDER_WITHOUT_ROW probe v1']);
    await seedProbe(engine);
    expect(await warnings()).toEqual([]);
  });

  it('warns of an active version that has no class, also at boot, and is ready all the same', async () => {
    await createVersion(engine.dataSource, 'ghost', 'v1');
    await setActive(engine.dataSource, "version = 'v0' OR algo_key = 'ghost'");

    expect(await warnings()).toContain('ACTIVE_WITHOUT_PROVIDER ghost v1');
    expect(await check()).toEqual([]);
    expect(await warningsOfABoot(urlOfEngine(engine))).toContainEqual(
      expect.stringMatching(/^ghost v1 is active, but no class in code has this key and version\. Deploy/),
    );
  });

  it('is not ready when it has the code of none of the active versions', async () => {
    await setActive(engine.dataSource, "algo_key = 'ghost'");

    expect(await check()).toMatchObject([
      { code: 'NOTHING_RUNNABLE', message: 'This instance can run none of the active versions: ghost v1' },
    ]);
    expect(await warningsOfABoot(urlOfEngine(engine))).toContainEqual(
      expect.stringMatching(/^Not ready: This instance can run none of the active versions/),
    );
  });

  it('knows for a while that a write was rejected because the disk is full', async () => {
    await setActive(engine.dataSource, "version = 'v1' AND algo_key = 'mastery'");
    const { version, params } = (await engine.registry.resolveVersion('mastery', 'v1'))!;
    const start = () => engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
    await engine.dataSource.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER fail BEFORE INSERT ON algo_runs FOR EACH STATEMENT EXECUTE FUNCTION fail();`);
    await expect(start()).rejects.toMatchObject({ failure: 'unwritable' });

    expect(await warnings()).toContain('READ_ONLY writes');
    expect(await check()).toEqual([]);
    await engine.dataSource.query('DROP FUNCTION fail() CASCADE');
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 10_001);
    expect(await warnings()).not.toContain('READ_ONLY writes');
    jest.restoreAllMocks();
  });

  it('lets the app boot on a database without tables, and says what to do', async () => {
    expect(await warningsOfABoot(empty.url)).toContainEqual(
      expect.stringContaining('Not ready: the registry cannot be read. Run the migrations.'),
    );
  });
});
