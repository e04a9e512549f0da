import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { command, expectAnswer, LEVEL, VERSION, VERSIONS } from './command.js';
import { setName } from './model.js';

const reason = fc.constantFrom(null, 'why', 'too easy');

const createSet = (of: string, wanted: number) =>
  command(`createParams(${of}, ${wanted})`, async (model, real) => {
    const refusal = model.createParams(of, wanted);
    const created = real.engine.params.createParams(real.versionIds.get(of)!, { level: wanted });
    const set = await expectAnswer(created, refusal);
    if (!set) return;
    const name = setName(of, wanted);
    expect(set.id).toBe(real.setIds.get(name) ?? set.id);
    real.setIds.set(name, set.id);
  });

/** Where half of the sequences begin, because from nothing most commands are rejected: a set for each version. */
export const firstSets = VERSIONS.map((of) => createSet(of, 1));

const anyLevel = fc.oneof({ weight: 6, arbitrary: LEVEL }, { weight: 1, arbitrary: fc.constantFrom(0, 1.5) });
const createParams = fc.tuple(VERSION, anyLevel).map(([of, wanted]) => createSet(of, wanted));

/** Of the sets that are stored, or one that is not. */
const anySet = (names: readonly string[], n: number) => names[n % (names.length + 1)] ?? setName('v1', 99);

const anyVersion = fc.constantFrom(...VERSIONS, ...VERSIONS, 'v3');
const activateVersion = fc.tuple(anyVersion, fc.option(fc.nat({ max: 30 })), reason).map(([wanted, n, why]) =>
  command(`activateAlgoVersion(${wanted}, ${n}, ${why})`, async (model, real) => {
    const given = n === null ? null : anySet([...model.sets.keys()], n);
    const refusal = model.activateVersion(wanted, given, why);
    const paramsId = given === null ? null : (real.setIds.get(given) ?? randomUUID());
    const { registry } = real.engine;
    const now = await expectAnswer(
      registry.activateAlgoVersion(real.key, wanted, { paramsId, reason: why ?? undefined }),
      refusal,
    );
    if (!now) return;
    expect(now).toMatchObject({ version: wanted, status: 'ACTIVE' });
    const { id } = (await registry.getActiveParams(now.id))!;
    real.setIds.set(model.activeSet(wanted)!, id); // the set of the defaults may be new
  }),
);

const activateParams = fc.tuple(fc.nat({ max: 30 }), reason).map(([n, why]) =>
  command(`activateParams(${n}, ${why})`, async (model, real) => {
    const name = anySet([...model.sets.keys()], n);
    const refusal = model.activateParams(name, why);
    const id = real.setIds.get(name) ?? randomUUID();
    const now = await expectAnswer(real.engine.registry.activateParams(id, { reason: why ?? undefined }), refusal);
    if (now) expect(now).toMatchObject({ id, isActive: true });
  }),
);

const rollback = reason.map((why) =>
  command(`rollback(${why})`, async (model, real) => {
    const refusal = model.rollback(why);
    await expectAnswer(real.engine.registry.rollback(real.key, { reason: why ?? undefined }), refusal);
  }),
);

/** Of the entries in the activation log, or one that is not there. */
const restore = fc.tuple(fc.nat({ max: 30 }), reason).map(([n, why]) =>
  command(`restore(${n}, ${why})`, async (model, real) => {
    const place = n % (model.log.length + 1);
    const entries = (await real.engine.registry.getHistory(real.key)).reverse();
    const activationId = entries[place]?.id ?? '999999999999';
    const refusal = model.restore(place, why);
    await expectAnswer(real.engine.registry.restore(real.key, { activationId, reason: why ?? undefined }), refusal);
  }),
);

const retire = reason.map((why) =>
  command(`retire(${why})`, async (model, real) => {
    const refusal = model.retire(why);
    await expectAnswer(real.engine.registry.retire(real.key, { reason: why ?? undefined }), refusal);
  }),
);

/** All that changes the active pair, and the sets it can be made of; twice what is to come twice as often. */
export const registryCommands = [
  createParams,
  activateVersion,
  activateVersion,
  activateParams,
  activateParams,
  rollback,
  rollback,
  restore,
  retire,
];
