import { DAY, entriesOf, foldingWith, type Given, NOW } from '../../../../test/support/engine/going-on.js';
import { foldAnew, type Folding } from '../../learners/folding.js';
import { forecastOf, inBothForecasts } from './forecast.js';

function countsOf(folding: Folding, given: readonly Given[], seed = 'a seed', now = NOW) {
  const entries = entriesOf(given);
  return forecastOf(folding, entries, foldAnew(folding, entries).states, { now, seed, side: 'candidate' });
}

describe('how a learner may go on', () => {
  // Two items that were answered once a day for 30 days, each every second day; one of them rightly.
  const regular = Array.from({ length: 30 }, (_, day): Given => {
    return { item: day % 2, at: NOW - (30 - day) * DAY, correct: false, ms: 6000 };
  });

  it('is at their pace, rightly as often as the fold expects, with the time that they take', () => {
    // Always right: item 0 is due first, on the day of `now`; item 1 a day later. Then after 2, 3, 4, … days.
    const counts = countsOf(foldingWith(1), regular);
    // Days of answers to item 0: 0, 2, 5, 9, 14, 20, 27; to item 1: 0 or 1, 3, 6, 10, 15, 21, 28.
    expect(counts).toMatchObject({ 'forecast:candidate': 1, 'timed:candidate': 1 });
    const [reviews7, reviews30] = [counts['on:7:reviews:candidate']! / 2, counts['on:30:reviews:candidate']! / 2];
    expect([reviews7, reviews30]).toEqual([6, 14]);
    expect(counts['on:30:seconds:candidate']! / 2).toBe(14 * 6);
    expect(counts['on:30:reviews²:candidate']! / 2).toBe(14 ** 2);
  });

  it('leaves behind what is more than they do, and all of it where they have stopped', () => {
    const many = Array.from({ length: 30 }, (_, item): Given => ({
      item,
      at: NOW - (30 - item) * DAY,
      correct: false,
    }));
    // Never right: each of 30 items is due again a day later, and one is answered a day.
    expect(countsOf(foldingWith(0), many)).toMatchObject({
      'on:7:reviews:candidate': 2 * 7,
      'on:30:reviews:candidate': 2 * 30,
      'on:30:due:candidate': 2 * 29,
    });
    const stopped = many.map((given) => ({ ...given, at: given.at - 31 * DAY }));
    const counts = countsOf(foldingWith(0), stopped);
    expect(counts).toMatchObject({ 'on:30:due:candidate': 2 * 30 });
    expect(counts).not.toHaveProperty('on:30:reviews:candidate');
    expect(counts).not.toHaveProperty('timed:candidate');
  });

  it('says how many intervals are longer than those after which they have answered', () => {
    const answers: Given[] = [
      { item: 0, at: NOW - 20 * DAY, correct: true },
      { item: 0, at: NOW - 17 * DAY, correct: true }, // after 3 days; the next is 3 days
      { item: 1, at: NOW - 9 * DAY, correct: false },
      { item: 1, at: NOW - 8 * DAY, correct: true }, // after 1 day; the next is 2
      { item: 1, at: NOW - 6 * DAY, correct: true },
      { item: 1, at: NOW - 3 * DAY, correct: true }, // after 3 days; the next is 4
    ];
    expect(countsOf(foldingWith(1), answers)).toMatchObject({ 'gauged:candidate': 2, 'beyond:candidate': 1 });
  });

  it('waits with what was answered on the same day, as a schedule of short steps has it due', () => {
    const folding = foldingWith(1);
    const fold: Folding['fold'] = {
      ...folding.fold,
      // Due again ten minutes after the first answer; nothing is expected of a card on the day of an answer.
      step: (states, answer, ...rest) => {
        const [made] = folding.fold.step(states, answer, ...rest);
        const isFirst = states[0] === null;
        const due_at = isFirst ? new Date(Date.parse(answer.at) + 600_000).toISOString() : made!.due_at;
        return [{ ...made!, due_at, state: { ...made!.state, at: answer.at } }];
      },
      predict: ([before], { at }) =>
        (before?.state as { at: string } | undefined)?.at.slice(0, 10) === at.slice(0, 10) ? null : 1,
    };
    const today = Array.from({ length: 5 }, (_, item): Given => ({
      item,
      at: NOW - 9_000_000 + item * 1000,
      correct: true,
    }));
    const counts = countsOf({ ...folding, fold }, today);
    expect(counts).toMatchObject({ 'forecast:candidate': 1 });
    // Each of the five tomorrow, and then after 3, 4, 5, … days.
    expect(counts['on:7:reviews:candidate']! / 2).toBe(10);
  });

  it('compares intervals with those of what becomes due, and not with the learner at large', () => {
    const folding = foldingWith(1);
    const withLearner: Folding['fold'] = {
      ...folding.fold,
      refold: 'learner',
      scopes: (question) => [...folding.fold.scopes(question), { kind: 'learner', id: 'self' }],
      step: ([before], ...rest) => [
        ...folding.fold.step([before!], ...rest),
        { scope: { kind: 'learner', id: 'self' }, state: {}, value: null, due_at: null },
      ],
    };
    const answers = Array.from({ length: 40 }, (_, n): Given => {
      return { item: n % 20, at: NOW - (n < 20 ? 20 : 5) * DAY + n * 1000, correct: true };
    });
    // Each item after 15 days; the next interval is three.
    expect(countsOf({ ...folding, fold: withLearner }, answers)).toEqual(
      expect.objectContaining({ 'gauged:candidate': 20 }),
    );
    expect(countsOf({ ...folding, fold: withLearner }, answers)).not.toHaveProperty('beyond:candidate');
  });

  it('is of learners who go on by both versions', () => {
    const counts = { 'forecast:active': 1, 'on:7:due:active': 4, 'on:7:due²:active': 8, 'due:0:active': 2 };
    expect(inBothForecasts({ ...counts }, ['active', 'candidate'])).toEqual({ 'due:0:active': 2 });
    expect(inBothForecasts({ ...counts }, ['active'])).toEqual(counts);
  });

  it('is left open where the fold expects nothing, and where answers are after the moment', () => {
    expect(countsOf(foldingWith(null), regular)).toMatchObject({ 'unexpected:candidate': 1 });
    const ahead = countsOf(foldingWith(1), regular, 'a seed', NOW - 10 * DAY);
    expect(ahead).toMatchObject({ 'ahead:candidate': 1 });
    for (const counts of [countsOf(foldingWith(null), regular), ahead]) {
      expect(Object.keys(counts).filter((name) => /^(on|forecast)/.test(name))).toEqual([]);
    }
  });

  it('comes out the same for the same seed, and another time for another', () => {
    const folding = foldingWith(0.6);
    expect(countsOf(folding, regular)).toEqual(countsOf(folding, regular));
    const others = Array.from(
      { length: 20 },
      (_, n) => countsOf(folding, regular, `seed ${n}`)['on:30:reviews:candidate'],
    );
    expect(new Set(others).size).toBeGreaterThan(3);
  });
});
