import { type Algorithm, Id, LearningAlgorithm, ListOfValues } from 'learning-engine/authoring';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createVersion } from './factories.js';
import { type Engine } from './open-engine.js';

export class NoParams {}

export class ChanceInput {
  @Id() id: string;
}

class IdsInput {
  @ListOfValues({ type: 'string' }, 'must be a list of texts') ids: string[];
}

const declared = (version: string) => ({
  ...{ key: 'chance', version, params: NoParams, module: import.meta.url, codeDigest: 'never changed' },
});

/** What an operating system or a hash table makes of a process that starts. */
const SALT = randomBytes(8).toString('hex');
let calls = 0;

const versionOf = (version: string, compute: () => unknown) => {
  @LearningAlgorithm({ ...declared(version), input: ChanceInput })
  class Chance implements Algorithm<NoParams, ChanceInput> {
    compute(): unknown {
      return compute();
    }
  }
  return Chance;
};

const idsOf = (version: string, compute: (ids: string[]) => unknown) => {
  @LearningAlgorithm({ ...declared(version), input: IdsInput })
  class ChanceOfIds implements Algorithm<NoParams, IdsInput> {
    compute(_params: Readonly<NoParams>, { ids }: Readonly<IdsInput>): unknown {
      return compute([...ids]);
    }
  }
  return ChanceOfIds;
};

const salted = (id: string): string => createHash('sha256').update(`${SALT}${id}`).digest('hex');

/** Each depends on something beside its input. */
export const MathRandom = versionOf('random', () => ({ score: Math.random() }));
export const DateNow = versionOf('clock', () => ({ at: { ms: Date.now() } }));
export const Uuid = versionOf('uuid', () => ({ id: randomUUID() }));
export const Elapsed = versionOf('elapsed', () => ({ took: performance.now() }));
export const CallsBefore = versionOf('state', () => ({ calls: (calls += 1) + process.pid }));
export const TimeZone = versionOf('time_zone', () => ({ hour: new Date(0).getHours() }));
export const NumberFormat = versionOf('number_format', () => ({ text: (1234567.891).toLocaleString() }));
export const IterationOrder = idsOf('iteration', (ids) => ({
  ids: ids.sort((one, other) => (salted(one) < salted(other) ? -1 : 1)),
}));
export const Collation = idsOf('collation', (ids) => ({ ids: ids.sort((one, other) => one.localeCompare(other)) }));
/** Of which a digest is recorded only. */
export const Large = versionOf('large', () => ({ all: Array.from({ length: 4000 }, () => Math.random()) }));

export const chanceVersions = [
  ...[MathRandom, DateNow, Uuid, Elapsed, CallsBefore, TimeZone, NumberFormat, IterationOrder, Collation, Large],
];

/** The ids tell whether a language sorts ä behind z. */
export const CHANCE_INPUTS = {
  ...{ random: { id: 'a' }, clock: { id: 'a' }, uuid: { id: 'a' }, elapsed: { id: 'a' }, state: { id: 'a' } },
  ...{ time_zone: { id: 'a' }, number_format: { id: 'a' }, large: { id: 'a' } },
  iteration: { ids: Array.from({ length: 20 }, (_, n) => `item ${n}`) },
  collation: { ids: ['z', 'ä', 'a'] },
};

/** Registers versions of a key with a parameter set each. */
export async function seedVersions(
  { dataSource, params, registry }: Pick<Engine, 'dataSource' | 'params' | 'registry'>,
  key: string,
  versions: readonly string[],
): Promise<void> {
  for (const version of versions) {
    const { id } = await createVersion(dataSource, key, version);
    await registry.activateParams((await params.createParams(id, {})).id, { reason: 'a test' });
  }
}
