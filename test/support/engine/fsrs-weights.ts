import * as fc from 'fast-check';

/** Closed bounds of the weights of FSRS-6; the first 17 and 19 are those of the versions before. */
const BOUNDS: readonly (readonly [min: number, max: number])[] = [
  ...Array.from({ length: 4 }, () => [0.001, 100] as const),
  ...([
    [1, 10],
    [0.001, 4],
    [0.001, 4],
    [0.001, 0.75],
    [0, 4.5],
    [0, 0.8],
    [0.001, 3.5],
    [0.001, 5],
  ] as const),
  ...([
    [0.001, 0.25],
    [0.001, 0.9],
    [0, 4],
    [0, 1],
    [1, 6],
    [0, 2],
    [0, 2],
    [0.01, 0.8],
    [0.1, 0.8],
  ] as const),
];

/** Lists of weights within their bounds, and often at them. */
export const weightLists = (...lengths: (17 | 19 | 21)[]): fc.Arbitrary<number[]> =>
  fc
    .constantFrom(...lengths)
    .chain((length) =>
      fc.tuple(
        ...BOUNDS.slice(0, length).map(([min, max]) =>
          fc.oneof({ weight: 4, arbitrary: fc.double({ min, max, noNaN: true }) }, fc.constantFrom(min, max)),
        ),
      ),
    );
