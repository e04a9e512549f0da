/**
 * The five built-in algorithms. The values are wire and column values.
 *
 * `algo_key` is an open string: a host registers algorithms under keys of its own.
 */
export const AlgoKey = {
  MASTERY: 'mastery',
  REVISION: 'revision',
  DIFFICULTY: 'difficulty',
  ADAPTIVE: 'adaptive',
  MISTAKES: 'mistakes',
} as const;

export type AlgoKey = (typeof AlgoKey)[keyof typeof AlgoKey];

/** The built-in keys in the order in which they are listed everywhere. */
export const ALGO_KEYS: readonly AlgoKey[] = Object.values(AlgoKey);

const NAME = /^[a-z][a-z0-9_]{0,63}$/;

/** Whether a text can be the key or the version of an algorithm. */
export const isAlgorithmName = (text: unknown): text is string => typeof text === 'string' && NAME.test(text);
