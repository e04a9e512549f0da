import * as fc from 'fast-check';
import { fsrs, type StepUnit } from 'ts-fsrs';
import { judgeParams, rejectionOf } from '../../../../../test/support/engine/algorithm-laws.js';
import { weightLists } from '../../../../../test/support/engine/fsrs-weights.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Params } from './revision-v1.params.js';

/** Default weights, as published with each version. */
const FSRS_5 = [
  0.40255, 1.18385, 3.173, 15.69105, 7.1949, 0.5345, 1.4604, 0.0046, 1.54575, 0.1192, 1.01925, 1.9395, 0.11, 0.29605,
  2.2698, 0.2315, 2.9898, 0.51655, 0.6621,
];
const FSRS_4_5 = [
  0.4872, 1.4003, 3.7145, 13.8206, 5.1618, 1.2298, 0.8975, 0.031, 1.6474, 0.1367, 1.0461, 2.1072, 0.0793, 0.3246, 1.587,
  0.2272, 2.8755,
];
const completed = (params: object) =>
  judgeParams(RevisionV1Algorithm, params) as unknown as { value: RevisionV1Params };

describe(`weights of ${RevisionV1Algorithm.name} that an earlier FSRS was fitted with`, () => {
  // The library tells the console of each list that it completes.
  beforeEach(() => jest.spyOn(console, 'debug').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  it('are completed and stored completed: 19 of FSRS-5', () => {
    expect(completed({ w: FSRS_5 }).value.w).toEqual([...FSRS_5, 0.01, 0.5]);
    expect(completed({ w: FSRS_5, enable_short_term: false }).value.w).toEqual([...FSRS_5, 0, 0.5]);
  });

  it('are completed and stored completed: 17 of FSRS-4.5', () => {
    expect(completed({ w: FSRS_4_5 }).value.w).toEqual([
      ...FSRS_4_5.with(4, 7.6214).with(5, 0.51510155).with(6, 1.3975),
      ...[0, 0, 0.01, 0.5],
    ]);
  });

  it('run as the library runs them, whatever they are, and are the same set however they are given', () => {
    const lists = weightLists(17, 19);
    const modes = fc.record({
      enable_short_term: fc.boolean(),
      relearning_steps: fc.constantFrom<StepUnit[][]>([], ['10m'], ['10m', '1h']),
    });
    fc.assert(
      fc.property(lists, modes, (w, mode) => {
        const judged = judgeParams(RevisionV1Algorithm, { w, ...mode });
        if ('problems' in judged)
          return expect(judged.problems[0]!.message).toMatch(/^revision.w\[1[78]\] must be at most/);

        const running = fsrs({ ...mode, w }).parameters.w;
        expect(judged.value.w).toEqual([...running]);
        expect(completed({ ...mode, w: judged.value.w }).value).toEqual(judged.value);
      }),
    );
  });

  it.each([
    [{ w: FSRS_5.with(7, 0.8) }, '/w/7', 'w[7] must be between 0.001 and 0.75'],
    [{ w: FSRS_4_5.with(16, 0.5) }, '/w/16', 'w[16] must be between 1 and 6'],
    [
      { w: FSRS_5.with(17, 0.1).with(18, 1.9), relearning_steps: ['10m', '1h'] },
      '/w/18',
      expect.stringMatching('must be at most .* with 2 relearning_steps') as string,
    ],
  ])('are rejected out of their bounds, never clipped: %j', (params, pointer, message) => {
    const told = typeof message === 'string' ? `revision.${message}` : message;

    expect(rejectionOf(RevisionV1Algorithm, params)).toEqual([[pointer, told]]);
  });

  it('complete themselves without a word on the console', () => {
    completed({ w: FSRS_5 });
    completed({ w: FSRS_4_5 });

    expect(console.debug).not.toHaveBeenCalled();
  });
});
