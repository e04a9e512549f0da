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

/** Where half of the sequences begin, because from nothing most commands are refused: a set for each version. */
export const firstSets = VERSIONS.map((of) => createSet(of, 1));

const anyLevel = fc.oneof({ weight: 6, arbitrary: LEVEL }, { weight: 1, arbitrary: fc.constantFrom(0, 1.5) });
const createParams = fc.tuple(VERSION, anyLevel).map(([of, wanted]) => createSet(of, wanted));

const activateVersion = fc.tuple(fc.constantFrom(...VERSIONS, ...VERSIONS, 'v3'), reason).map(([wanted, why]) =>
  command(`activateAlgoVersion(${wanted}, ${why})`, async (model, real) => {
    const refusal = model.activateVersion(wanted, why);
    const { registry } = real.engine;
    const now = await expectAnswer(
      registry.activateAlgoVersion(real.key, wanted, { reason: why ?? undefined }),
      refusal,
    );
    if (now) expect(now).toMatchObject({ version: wanted, status: 'ACTIVE' });
  }),
);

/** Of the sets on record, or one that is not. */
const activateParams = fc.tuple(fc.nat({ max: 30 }), reason).map(([n, why]) =>
  command(`activateParams(${n}, ${why})`, async (model, real) => {
    const names = [...model.sets.keys()];
    const name = names[n % (names.length + 1)] ?? setName('v1', 99);
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

/** All that changes what is live, and the sets it can be made of; twice what is to come twice as often. */
export const registryCommands = [createParams, activateVersion, activateParams, activateParams, rollback, rollback];
