import { type CalibratedItem } from '../../learners/sets/calibration.js';
import { type AnsweringLearner, type FirstAnswer } from './first-answers.js';
import { isRapid, usualDurations } from './rapid-answers.js';

const took = (item: string, durationMs: number | null): FirstAnswer => [item, 1, 0, durationMs];
/** One learner for each duration. */
const learners = (item: string, durations: (number | null)[]): AnsweringLearner[] =>
  durations.map((durationMs, n) => [`l${n}`, [took(item, durationMs)]]);
const before = (item_id: string, usual_duration_ms: number | null): CalibratedItem => ({
  ...{ item_id, difficulty: 0, discrimination: null, se: null, answers: null, provisional: false },
  ...{ usual_duration_ms, durations: usual_duration_ms === null ? null : 50 },
});
const twenty = Array.from({ length: 20 }, (_, n) => 1000 * (20 - n));

describe(usualDurations.name, () => {
  it('is the median of the durations of an item, the smaller one of two', () => {
    const usual = usualDurations([...learners('i', twenty), ...learners('i', [null, null])], []);
    expect([...usual]).toEqual([['i', { usual_duration_ms: 10_000, durations: 20 }]]);
  });

  it('stays as it was before where fewer than 20 durations tell of it, or none', () => {
    const known = [before('i', 300), before('other', 700), before('never', null)];
    expect([...usualDurations(learners('i', twenty.slice(1)), known)]).toEqual([
      ['i', { usual_duration_ms: 300, durations: 50 }],
      ['other', { usual_duration_ms: 700, durations: 50 }],
    ]);
    expect(usualDurations(learners('i', twenty), known).get('i')).toEqual({ usual_duration_ms: 10_000, durations: 20 });
  });
});

describe(isRapid.name, () => {
  it('are answers in less than a tenth of the usual time of their item, where both times are known', () => {
    const usual = usualDurations([], [before('i', 20_000)]);
    const found = [1999, 2000, null].map((durationMs) => isRapid(took('i', durationMs), usual));
    expect([...found, isRapid(took('unknown', 0), usual)]).toEqual([true, false, false, false]);
  });
});
