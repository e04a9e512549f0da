import { AboveUpTo, type Algorithm, Between, type Fold, LearningAlgorithm } from 'learning-engine/authoring';
import { createVersion } from './factories.js';
import { type Engine } from './open-engine.js';

export class PaceParams {
  /** Days until an item is due, for each right answer and one more. */
  @AboveUpTo(0, 100) days: number = 1;
  /** Right answers in a row until it is mastered. */
  @Between(1, 100) needed: number = 2;
}

interface Row {
  right: number;
  mastered: boolean;
}

/** Numbers that can be computed by hand. */
export const paceFold: Fold<PaceParams, Row> = {
  revision: 1,
  refold: 'item',
  contexts: ['practice', 'homework'],
  scopes: ({ item_id }) => (item_id === null ? [] : [{ kind: 'item', id: item_id }]),
  step: ([before], { item_id, correct, at }, { days, needed }) => {
    const right = correct ? (before?.state.right ?? 0) + 1 : 0;
    const due_at = new Date(Date.parse(at) + days * (right + 1) * 86_400_000).toISOString();
    const state = { right, mastered: right >= needed };
    return [{ scope: { kind: 'item', id: item_id! }, state, value: right / (right + needed), due_at }];
  },
  predict: ([before], _question, { needed }) => {
    const right = before?.state.right ?? 0;
    return (right + 1) / (right + 1 + needed);
  },
};

/** What it does at the item `boom`. */
const misbehaving = (does: () => void): Fold<PaceParams, Row> => ({
  ...paceFold,
  step: (states, answer, ...rest) => {
    if (answer.item_id === 'boom') does();
    return paceFold.step(states, answer, ...rest);
  },
});

class Pace implements Algorithm<PaceParams> {
  compute(): never {
    throw new Error('It folds only.');
  }
}

const declared = (version: string, fold: Fold<PaceParams, Row>) => ({
  ...{ key: 'pace', version, params: PaceParams, fold },
  module: import.meta.url,
});

@LearningAlgorithm(declared('v1', paceFold))
export class PaceV1 extends Pace {}

/** It throws. */
@LearningAlgorithm(
  declared(
    'v2',
    misbehaving(() => {
      throw new RangeError('Cannot fold boom');
    }),
  ),
)
export class PaceV2 extends Pace {}

/** It never ends. */
@LearningAlgorithm(
  declared(
    'v3',
    misbehaving(() => {
      for (;;);
    }),
  ),
)
export class PaceV3 extends Pace {}

/** It takes more memory than any limit leaves it; but not all of the machine, where a test computes it by mistake. */
@LearningAlgorithm(
  declared(
    'v4',
    misbehaving(() => {
      for (const held: Buffer[] = []; held.length < 512;) held.push(Buffer.alloc(8 * 1024 * 1024, 1));
      throw new Error('Nothing has stopped it at 4 GiB.');
    }),
  ),
)
export class PaceV4 extends Pace {}

/** It takes its time. */
@LearningAlgorithm(
  declared(
    'v5',
    misbehaving(() => {
      for (const until = performance.now() + 2; performance.now() < until;);
    }),
  ),
)
export class PaceV5 extends Pace {}

export const paceVersions = [PaceV1, PaceV2, PaceV3, PaceV4, PaceV5];

/** Registers all with their default parameters, and activates v1. */
export async function seedPaceVersions({
  dataSource,
  params,
  registry,
}: Pick<Engine, 'dataSource' | 'params' | 'registry'>) {
  for (const version of ['v1', 'v2', 'v3', 'v4', 'v5']) {
    const { id } = await createVersion(dataSource, 'pace', version);
    await registry.activateParams((await params.createParams(id, {})).id, { reason: 'a test' });
  }
  await registry.activateAlgoVersion('pace', 'v1');
}
