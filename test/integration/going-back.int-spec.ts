import { randomUUID } from 'node:crypto';
import {
  ActivationNotFoundError,
  CannotActivateError,
  NothingToRestoreError,
  NothingToRetireError,
  NothingToRollBackError,
  NothingToRunError,
  NotTheLastActivationError,
  RegistryService,
  RegistryQueries,
} from 'learning-engine';
import { type AlgoActivation } from 'learning-engine/persistence';
import { createVersion } from '../support/engine/factories.js';
import { levelAlgorithm } from '../support/model-of-json/algorithms.js';
import { openEngine, urlOfEngine } from '../support/engine/open-engine.js';
import { diagnose } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

const KEYS = ['walk', 'branch', 'sets', 'again', 'moment', 'gone', 'unrunnable', 'ended', 'mistake'];
const VERSIONS = ['v1', 'v2', 'v3'];

describe(`${RegistryService.name}: rollback, restore and retire`, () => {
  const algorithms = KEYS.flatMap((key) => VERSIONS.map((version) => levelAlgorithm(key, version)));
  const engine = useEngine({ algorithms, registry: { maxAgeMs: 0 } });
  const { registry } = { registry: () => engine.registry };
  const activate = async (key: string, ...versions: string[]) => {
    for (const version of versions) await registry().activateAlgoVersion(key, version);
  };
  const active = async (key: string) => (await registry().resolveActive(key))?.version.version ?? null;
  const kinds = async (key: string) => (await registry().getHistory(key)).map(({ kind }) => kind);

  /** Beside a process whose code lacks these versions. */
  const without = async (names: string[], work: (old: RegistryService) => Promise<unknown>) => {
    const known = algorithms.filter((_, n) => !names.includes(`${KEYS[Math.floor(n / 3)]} ${VERSIONS[n % 3]}`));
    const old = await openEngine(urlOfEngine(engine), { algorithms: known });
    try {
      await work(old.registry);
    } finally {
      await old.app.close();
    }
  };

  beforeAll(async () => {
    for (const key of KEYS) for (const version of VERSIONS) await createVersion(engine.dataSource, key, version);
  });

  describe('rollback', () => {
    it('goes one state further back with each call, to the first, and not beyond', async () => {
      await activate('walk', 'v1', 'v2', 'v3');
      const [third, second, first] = await registry().getHistory('walk');

      const once = await registry().rollback('walk', { reason: 'worse' });
      expect(once).toMatchObject({ kind: 'rollback', restoresId: second!.id, reason: 'worse' });
      expect(await active('walk')).toBe('v2');
      const twice = await registry().rollback('walk');
      expect(twice).toMatchObject({ kind: 'rollback', restoresId: first!.id });
      expect(await active('walk')).toBe('v1');
      await expect(registry().rollback('walk')).rejects.toBeInstanceOf(NothingToRollBackError);
      expect(await active('walk')).toBe('v1');
      expect(await registry().getHistory('walk')).toHaveLength(5);
      expect(third).toMatchObject({ kind: 'activate', restoresId: null });
    });

    it('does not return to what was rolled back, once another change followed', async () => {
      await activate('branch', 'v1', 'v2');
      await registry().rollback('branch');
      await activate('branch', 'v3');
      await without(['branch v1'], async (old) => {
        await expect(old.rollback('branch')).rejects.toBeInstanceOf(NothingToRollBackError);
      });
      const entry = await registry().rollback('branch');
      expect(await active('branch')).toBe('v1');
      expect(entry.restoresId).toBe((await registry().getHistory('branch')).at(-1)!.id);
      await expect(registry().rollback('branch')).rejects.toBeInstanceOf(NothingToRollBackError);
    });

    it('passes over what this process cannot run, and over what is active', async () => {
      await activate('unrunnable', 'v1', 'v2', 'v3');
      await without(['unrunnable v2'], (old) => old.rollback('unrunnable'));
      expect(await active('unrunnable')).toBe('v1');

      await activate('again', 'v1', 'v2', 'v1');
      await without(['again v2'], async (old) => {
        await expect(old.rollback('again')).rejects.toBeInstanceOf(NothingToRollBackError);
      });
    });

    it('goes back to another set of the same version', async () => {
      await activate('sets', 'v1');
      const { version, params } = (await registry().resolveActive('sets'))!;
      await registry().activateParams((await engine.params.createParams(version.id, { level: 9 })).id);
      await registry().rollback('sets');
      expect((await registry().resolveActive('sets'))!.params.id).toBe(params.id);
    });
  });

  describe('restore', () => {
    let entries: AlgoActivation[];
    beforeAll(async () => {
      await activate('moment', 'v1', 'v2', 'v3');
      entries = (await registry().getHistory('moment')).reverse();
    });

    it('makes the pair of a named entry active again', async () => {
      const actorUserId = randomUUID();
      const context = { activationId: entries[0]!.id, reason: 'the autumn', actorUserId };
      const entry = await registry().restore('moment', context);

      expect(entry).toMatchObject({ kind: 'restore', restoresId: entries[0]!.id, reason: 'the autumn', actorUserId });
      expect(await active('moment')).toBe('v1');
      expect(await registry().restore('moment', context)).toEqual(entry); // it is active already
      expect(await registry().getHistory('moment')).toHaveLength(4);
    });

    it('makes the pair of an instant active again', async () => {
      const entry = await registry().restore('moment', { asOf: entries[1]!.activatedAt });
      expect(entry).toMatchObject({ kind: 'restore', restoresId: entries[1]!.id });
      expect(await active('moment')).toBe('v2');
    });

    it('is rolled back as any change', async () => {
      await registry().rollback('moment');
      expect(await active('moment')).toBe('v1');
    });

    it('rejects when the caller expected another last entry, and writes nothing', async () => {
      const [last] = await registry().getHistory('moment');
      const context = { activationId: entries[2]!.id, expectedActivationId: entries[0]!.id };
      await expect(registry().restore('moment', context)).rejects.toBeInstanceOf(NotTheLastActivationError);
      expect((await registry().getHistory('moment'))[0]!.id).toBe(last!.id);

      const expected = { ...context, expectedActivationId: last!.id };
      const entry = await registry().restore('moment', expected);
      expect(entry.restoresId).toBe(entries[2]!.id);
      await expect(registry().restore('moment', expected)).rejects.toMatchObject({ lastId: entry.id });
      const bad = registry().restore('moment', { ...context, expectedActivationId: 'last' });
      await expect(bad).rejects.toMatchObject({ argument: 'expectedActivationId' });
    });

    it('rejects what is not there, and what it cannot tell', async () => {
      const restore = (context: object) => registry().restore('moment', context);
      const [other] = await registry().getHistory('walk');
      await expect(restore({ activationId: '0' })).rejects.toBeInstanceOf(ActivationNotFoundError);
      await expect(restore({ activationId: other!.id })).rejects.toBeInstanceOf(ActivationNotFoundError);
      await expect(restore({ asOf: new Date(0) })).rejects.toBeInstanceOf(ActivationNotFoundError);
      await expect(registry().restore('nul\u0000', { activationId: '1' })).rejects.toBeInstanceOf(
        ActivationNotFoundError,
      );
      await expect(restore({})).rejects.toThrow('activationId or asOf must be given, and not both');
      await expect(restore({ activationId: '1', asOf: new Date() })).rejects.toThrow('and not both');
      await expect(restore({ asOf: new Date(NaN) })).rejects.toThrow('asOf must be a valid Date');
      await expect(restore({ activationId: 'first' })).rejects.toThrow('activationId must be the id of an entry');
    });

    it('rejects a version whose code is not here', async () => {
      await activate('gone', 'v1', 'v2');
      const [, first] = await registry().getHistory('gone');
      await without(['gone v1'], async (old) => {
        await expect(old.restore('gone', { activationId: first!.id })).rejects.toBeInstanceOf(CannotActivateError);
      });
      expect(await active('gone')).toBe('v2');
    });
  });

  describe('retire', () => {
    it('leaves no version of the key active, by an entry of its own, once', async () => {
      await activate('ended', 'v1', 'v2');
      const [last, before] = await registry().getHistory('ended');
      const expecting = (expectedActivationId: string) =>
        registry().retire('ended', { reason: 'replaced by another product', expectedActivationId });
      await expect(expecting(before!.id)).rejects.toBeInstanceOf(NotTheLastActivationError);
      expect(await active('ended')).toBe('v2');
      const entry = await expecting(last!.id);

      expect(entry).toMatchObject({ kind: 'retire', algoVersionId: null, paramsId: null, restoresId: null });
      expect(await active('ended')).toBeNull();
      expect(await registry().getActiveAlgoVersion('ended')).toBeNull();
      await expect(engine.execution.execute('ended', {})).rejects.toBeInstanceOf(NothingToRunError);
      expect(await registry().retire('ended')).toEqual(entry);
      expect(await kinds('ended')).toEqual(['retire', 'activate', 'activate']);
      expect(await registry().resolveActiveAt('ended', new Date(Date.now() + 1000))).toBeNull();
    });

    it('is listed without a version', async () => {
      const view = engine.app.get(RegistryQueries);
      const { records } = await view.listActivations({ algoKey: 'ended' });
      expect(records.map(({ version }) => version)).toEqual([null, 'v2', 'v1']);
    });

    it('is not what is restored', async () => {
      const [entry] = await registry().getHistory('ended');
      const restored = registry().restore('ended', { activationId: entry!.id });
      await expect(restored).rejects.toBeInstanceOf(NothingToRestoreError);
    });

    it('is ended by a rollback, a restore or an activation, and a rollback never leads into it', async () => {
      await registry().rollback('ended');
      expect(await active('ended')).toBe('v2');
      await registry().retire('ended');
      await activate('ended', 'v3');
      await registry().rollback('ended');
      expect(await active('ended')).toBe('v2');
    });

    it('takes a key out of use that was activated by mistake', async () => {
      await activate('mistake', 'v1');
      await registry().retire('mistake', { reason: 'a slip' });
      const info = await engine.info.getInfo();
      expect(info.find(({ algoKey }) => algoKey === 'mistake')).toMatchObject({
        activeVersion: null,
        status: null,
        activeParams: null,
      });
    });

    it('rejects a key of which no version was ever active', async () => {
      for (const key of ['nonexistent', 'nul\u0000']) {
        await expect(registry().retire(key)).rejects.toBeInstanceOf(NothingToRetireError);
      }
    });
  });

  it('leaves nothing that the doctor has to say', async () => {
    expect(await diagnose(engine)).toEqual([]);
  });
});
