import { DoctorService } from 'learning-engine';
import { changePastTheEngine } from '../support/engine/past-the-engine.js';
import { codesOf, diagnose } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${DoctorService.name}: what can be told quickly`, () => {
  const engine = useEngine();
  const quickly = async () => codesOf(await engine.app.get(DoctorService).diagnoseQuickly());
  const start = async () => {
    const { version, params } = (await engine.registry.resolveVersion('mastery', 'v1'))!;
    return engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
  };

  it('is nothing of a healthy database', async () => {
    expect(await quickly()).toEqual([]);
  });

  it('is what the doctor finds, but for what reads whole tables', async () => {
    const { id } = await start();
    await engine.dataSource.query(
      "UPDATE algo_runs SET lease_expires_at = clock_timestamp() - interval '1 hour' WHERE id = $1",
      [id],
    );
    const { id: set } = (await engine.registry.resolveVersion('revision', 'v1'))!.params;
    await changePastTheEngine(engine.dataSource, `UPDATE algo_params SET params_json = '{}' WHERE id = '${set}'`);

    expect(await quickly()).toEqual(['STALE_RUNNING algo_runs']);
    const thorough = await diagnose(engine);
    expect(thorough).toContain('STALE_RUNNING algo_runs');
    expect(thorough).toContainEqual(expect.stringMatching(/^CHECKSUM_MISMATCH /));
    await engine.runs.logRunFailure(id, 'it was a test');
  });

  it('is also that a write was rejected a moment ago', async () => {
    await engine.dataSource.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER fail BEFORE INSERT ON algo_runs FOR EACH STATEMENT EXECUTE FUNCTION fail();`);
    await expect(start()).rejects.toMatchObject({ failure: 'unwritable' });
    await engine.dataSource.query('DROP FUNCTION fail() CASCADE');

    expect(await quickly()).toEqual(['READ_ONLY writes']);
    expect(await diagnose(engine)).not.toContain('READ_ONLY writes');
  });
});
