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
