import { DoctorService, ParamsChecksumError } from 'learning-engine';
import { AlgoParams } from 'learning-engine/persistence';
import { changePastTheEngine } from '../support/engine/past-the-engine.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('a parameter set whose content is not what its checksum says', () => {
  const engine = useEngine({ algorithms: [ProbeAlgorithm], registry: { maxAgeMs: 0 } });
  const input = { id: 'x', value: 3 };
  let versionId: string;
  beforeAll(async () => {
    versionId = (await seedProbe(engine)).id;
    await engine.registry.activateAlgoVersion('mastery', 'v1');
  });

  it('is not what createParams answers for the content that has the checksum', async () => {
    const wanted = { factor: 5 };
    await engine.dataSource.query(
      'INSERT INTO algo_params (algo_version_id, params_json, checksum) VALUES ($1, $2, $3)',
      [versionId, { factor: 9.5 }, engine.params.computeChecksum(wanted)],
    );
    await expect(engine.params.createParams(versionId, wanted)).rejects.toBeInstanceOf(ParamsChecksumError);
  });

  describe('when it is active', () => {
    let id: string;
    beforeAll(async () => {
      id = (await engine.registry.resolveActive('probe'))!.params.id;
      await changePastTheEngine(
        engine.dataSource,
        `UPDATE algo_params SET params_json = '{"factor": 10}' WHERE id = '${id}'`,
      );
    });

    it('is not run: not as the active one, not with its version, not for the past', async () => {
      const rejected = { code: 'PARAMS_CHECKSUM_MISMATCH', paramsId: id };
      await expect(engine.registry.resolveActive('probe')).rejects.toMatchObject(rejected);
      await expect(engine.execution.execute('probe', input)).rejects.toMatchObject(rejected);
      await expect(engine.execution.execute('probe', input, { version: 'v1' })).rejects.toMatchObject(rejected);
      await expect(engine.registry.resolveActiveAt('probe', new Date(Date.now() + 1000))).rejects.toMatchObject(
        rejected,
      );
    });

    it('is not shown as what runs, and the other keys run', async () => {
      const info = await engine.info.getInfo();
      expect(info.find(({ algoKey }) => algoKey === 'probe')).toMatchObject({
        activeVersion: 'v1',
        activeParams: null,
      });
      await engine.execution.execute('mastery', { states: [], events: [] });
    });

    it('is found by the doctor', async () => {
      const findings = await engine.app.get(DoctorService).diagnose();
      expect(findings).toEqual(
        expect.arrayContaining([expect.objectContaining({ code: 'CHECKSUM_MISMATCH', subject: id })]),
      );
    });

    it('is replaced by another set', async () => {
      const set = await engine.params.createParams(versionId, { factor: 3 });
      await engine.registry.activateParams(set.id);
      const { output } = await engine.execution.execute('probe', input);
      expect(output).toEqual({ id: 'x', product: 9 });
      expect(await engine.dataSource.manager.findOneBy(AlgoParams, { id })).toMatchObject({ isActive: false });
    });
  });
});
