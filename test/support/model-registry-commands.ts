import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { command, expectAnswer, LEVEL, VERSION, VERSIONS } from './model-command.js';
import { setName } from './model-of-life.js';

const reason = fc.constantFrom(null, 'why', 'too easy');

const createParams = fc
  .tuple(VERSION, fc.oneof({ weight: 6, arbitrary: LEVEL }, { weight: 1, arbitrary: fc.constantFrom(0, 1.5) }))
  .map(([of, wanted]) =>
    command(`createParams(${of}, ${wanted})`, async (model, real) => {
      const refusal = model.createParams(of, wanted);
      const set = await expectAnswer(
        real.engine.params.createParams(real.versionIds.get(of)!, { level: wanted }),
        refusal,
      );
      if (!set) return;
      const name = setName(of, wanted);
      expect(set.id).toBe(real.setIds.get(name) ?? set.id);
      real.setIds.set(name, set.id);
    }),
  );

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

const activateParams = fc.tuple(VERSION, LEVEL, reason).map(([of, wanted, why]) =>
  command(`activateParams(${of}, ${wanted}, ${why})`, async (model, real) => {
    const name = setName(of, wanted);
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

/** All that changes what is live, and the sets it can be made of. */
export const registryCommands = [createParams, activateVersion, activateParams, rollback];
