import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryService } from 'learning-engine';
import { createVersion } from '../support/engine/factories.js';
import { StatementRecorder } from '../support/database/count-statements.js';
import { openEngine, patientCallers, urlOfEngine } from '../support/engine/open-engine.js';
import { useEngine } from '../support/engine/use-engine.js';

/** Long enough for nothing to grow old in a test. */
const LONG = 3_600_000;

describe(`${RegistryService.name}: active versions, as the process knows them`, () => {
  const recorder = new StatementRecorder();
  const engine = useEngine(
    { registry: { maxAgeMs: LONG }, runs: { reaper: false } },
    { ...patientCallers, logger: recorder },
  );
  const statementsOf = async (work: () => Promise<unknown>) => (await recorder.during(work)).statements.length;

  it('is asked by one statement for all who ask at once, and by none after that, whatever the answer', async () => {
    await createVersion(engine.dataSource, 'waiting', 'v1');
    const { version } = (await engine.registry.resolveActive('mastery'))!;
    await engine.registry.activateAlgoVersion('mastery', version.version);
    const all = () =>
      Promise.all([
        ...['mastery', 'revision', 'waiting', 'unknown', '', 'nul\u0000'].map((key) =>
          engine.registry.resolveActive(key),
        ),
        engine.info.getInfo(),
      ]);

    expect(await statementsOf(all)).toBe(1);
    expect(await statementsOf(all)).toBe(0);
    const [mastery, , waiting, unknown] = await all();
    expect(mastery).toMatchObject({ version: { algoKey: 'mastery' }, params: { isActive: true } });
    expect([waiting, unknown]).toEqual([null, null]);
  });

  it('is what the database says of each row', async () => {
    for (const algoKey of ['mastery', 'adaptive']) {
      const pair = await engine.registry.resolveActive(algoKey);

      expect(pair).toEqual(await engine.registry.resolveVersion(algoKey, 'v0'));
      expect(pair!.version.constructor).toBe((await engine.registry.getActiveAlgoVersion(algoKey))!.constructor);
      expect(pair!.params.constructor).toBe((await engine.registry.getActiveParams(pair!.version.id))!.constructor);
    }
  });

  it('belongs to all: no caller can change it', async () => {
    const { version, params } = (await engine.registry.resolveActive('revision'))!;
    const [, info] = await engine.info.getInfo();
    const before = JSON.stringify([version, params, info]);
    const list = params.paramsJson.intervals as number[];

    for (const change of [
      () => Object.assign(version, { status: 'DEPRECATED' }),
      () => Object.assign(params, { paramsJson: {} }),
      () => Object.assign(params.paramsJson, { ease_factor: 3 }),
      () => list.push(60),
      () => Object.assign(info!, { activeVersion: 'v9' }),
      () => Object.assign(info!.activeParams!, { more: 1 }),
    ]) {
      expect(change).toThrow(TypeError);
    }
    for (const date of [version.createdAt, version.updatedAt, params.createdAt, info!.updatedAt!]) date.setTime(0);

    expect(JSON.stringify([version, params, info])).toBe(before);
    expect(await engine.registry.resolveActive('revision')).toEqual({ version, params });
  });

  it('is asked anew after every change that this process makes, and after one that failed', async () => {
    const ask = () => engine.registry.resolveActive('mastery');
    const { version } = (await ask())!;
    const { id } = await engine.params.createParams(version.id, { threshold: 0.9 });
    for (const change of [
      () => engine.registry.activateParams(id),
      () => engine.registry.rollback('mastery'),
      () => engine.registry.activateAlgoVersion('mastery', 'v1'),
      () => engine.registry.activateAlgoVersion('mastery', 'unknown').catch(() => undefined),
    ]) {
      await change();
      expect(engine.info.getInfoInMemory()).toBeUndefined();
      expect(await statementsOf(ask)).toBe(1);
      expect(await statementsOf(ask)).toBe(0);
      expect(engine.info.getInfoInMemory()).toBe(await engine.info.getInfo());
    }
  });

  it('is read anew in the background when half of its time is over and a caller asks, and never without being asked', async () => {
    const logger = new StatementRecorder();
    const other = await openEngine(
      urlOfEngine(engine),
      { registry: { maxAgeMs: 1000 }, runs: { reaper: false } },
      { logger },
    );
    try {
      const pair = await other.registry.resolveActive('mastery');
      const { statements } = await logger.during(async () => {
        await sleep(600);
        const answers = Array.from({ length: 1000 }, () => other.registry.resolveActive('mastery'));
        expect(new Set(await Promise.all(answers))).toEqual(new Set([pair]));
        await sleep(1500);
      });

      expect(statements).toHaveLength(1);
    } finally {
      await other.app.close();
    }
  });

  it('is asked each time with maxAgeMs 0', async () => {
    const logger = new StatementRecorder();
    const other = await openEngine(
      urlOfEngine(engine),
      { registry: { maxAgeMs: 0 }, runs: { reaper: false } },
      { logger },
    );
    try {
      const { statements } = await logger.during(async () => {
        for (let n = 0; n < 3; n += 1) await other.registry.resolveActive('mastery');
        await other.info.getInfo();
        expect(other.info.getInfoInMemory()).toBeUndefined();
      });
      expect(statements).toHaveLength(4);
    } finally {
      await other.app.close();
    }
  });
});
