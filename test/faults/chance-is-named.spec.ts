import { useTestDatabase } from '../support/database/test-database.js';
import { CHANCE_INPUTS, chanceVersions } from '../support/engine/chance-versions.js';
import { type VerifyingHost, openVerifications, verified } from '../support/engine/open-verifications.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

const RUNS = 3;

describe('runs of versions that depend on chance, recorded by another process', () => {
  const database = useTestDatabase();
  let host: VerifyingHost;
  beforeAll(async () => {
    const recording = [...script('test/support/engine/record-chance.cli.ts'), database.url, String(RUNS)];
    const elsewhere = cleanEnv({ TZ: 'Pacific/Kiritimati', LC_ALL: 'sv_SE.UTF-8' });
    const recorder = Spawned.run(process.execPath, recording, elsewhere);
    expect([await recorder.end(), recorder.stderr]).toEqual([0, '']);
    host = await openVerifications(database.url, chanceVersions);
  });
  afterAll(() => host?.app.close());

  it('drift, each of them, and the report says where and by how much', async () => {
    const { versions, finding_count, findings } = await verified(host);

    const drifting = Object.keys(CHANCE_INPUTS).sort();
    expect(versions.map(({ version, drift, match }) => [version, drift, match])).toEqual(
      drifting.map((version) => [version, RUNS, 0]),
    );
    expect(finding_count).toBe(RUNS * drifting.length);
    const placeOf = (version: string) => {
      const { pointer, relative, verdict, code, runtime } = findings.find((one) => one.version === version)!;
      return { pointer, isOfNumbers: relative !== null && relative > 0, verdict, code, runtime };
    };
    const drift = { verdict: 'drift', code: 'same', runtime: 'same' };
    expect(placeOf('random')).toEqual({ ...drift, pointer: '/score', isOfNumbers: true });
    expect(placeOf('clock')).toEqual({ ...drift, pointer: '/at/ms', isOfNumbers: true });
    expect(placeOf('uuid')).toEqual({ ...drift, pointer: '/id', isOfNumbers: false });
    expect(placeOf('time_zone')).toEqual({ ...drift, pointer: '/hour', isOfNumbers: true });
    expect(placeOf('number_format')).toEqual({ ...drift, pointer: '/text', isOfNumbers: false });
    expect(placeOf('iteration').pointer).toMatch(/^\/ids\/\d+$/);
    expect(placeOf('collation')).toEqual({ ...drift, pointer: '/ids/1', isOfNumbers: false });
    expect(placeOf('large')).toEqual({ ...drift, pointer: null, isOfNumbers: false });
  });
});
