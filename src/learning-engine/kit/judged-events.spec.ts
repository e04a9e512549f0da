import * as fc from 'fast-check';
import { secondsIn } from '../../../test/support/engine/vectors.js';
import { type EventRules, judgedEvents } from './judged-events.js';
import { compareIds } from './order.js';
import { type Problem } from '../json/problem.js';

interface Answer {
  id: string;
  skill: string;
  at: string;
  correct: boolean;
  sequence?: number;
}

const answer = (id: string, more: Partial<Answer> = {}): Answer => ({
  ...{ id, skill: 's', at: secondsIn(0), correct: true },
  ...more,
});

function judge(rows: Answer[], rules: Partial<EventRules<Answer>> = {}) {
  const problems: Problem[] = [];
  const report = (path: Problem['path'], reason: string) => problems.push({ path, reason });
  const { events, leftOut } = judgedEvents(rows, { list: 'answers', id: 'id', unfit: [], report, ...rules });
  return { ids: events.map(({ id }) => id), leftOut, problems };
}

describe(judgedEvents.name, () => {
  it('orders by instant, then by sequence with a missing one first, then by id with numbers as numbers', () => {
    const rows = [
      ...[answer('a', { at: secondsIn(1) }), answer('b', { sequence: 2 }), answer('c', { sequence: 1 })],
      ...[answer('z9'), answer('z10'), answer('10'), answer('9'), answer('0010')],
    ];

    expect(judge(rows).ids).toEqual(['9', '10', '0010', 'z10', 'z9', 'c', 'b', 'a']);
  });

  it('takes a repeated event once, and one of several parts once for each', () => {
    const rows = [answer('1', { skill: 'area' }), answer('1', { skill: 'perimeter' }), answer('1', { skill: 'area' })];

    expect(judge(rows, { part: 'skill' })).toMatchObject({ ids: ['1', '1'], problems: [] });
    expect(judge(rows).problems).toEqual([{ path: ['answers', 1], reason: 'repeats an id with different content' }]);
  });

  it('looks at each part of an event a few times, however many there are', () => {
    let looks = 0;
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      ...answer('1'),
      get skill() {
        looks += 1;
        return `s${index}`;
      },
    }));

    expect(judge(rows, { part: 'skill' }).ids).toHaveLength(1000);
    expect(looks).toBeLessThan(10_000);
  });

  it('takes the parts of one event only if they agree in all else', () => {
    const rows = [answer('1', { skill: 'area' }), answer('1', { skill: 'perimeter', correct: false })];

    expect(judge(rows, { part: 'skill' }).problems).toEqual([
      { path: ['answers', 1], reason: 'repeats an id with different content' },
    ]);
  });

  it('leaves out all rows of an id whose contents differ, for none of them is known to be right', () => {
    const rows = [answer('1'), answer('2'), answer('1', { correct: false }), answer('1')];

    expect(judge(rows, { onInvalid: 'skip' })).toEqual({
      ids: ['2'],
      leftOut: [0, 2, 3].map((index) => ({
        pointer: `/answers/${index}`,
        reason: 'repeats an id with different content',
      })),
      problems: [],
    });
  });

  it('names every event that breaks a rule, each with the first rule that it breaks', () => {
    const rows = [
      answer('1', { at: secondsIn(9) }),
      answer('2'),
      answer('3', { at: 'soon' }),
      answer('4', { skill: '' }),
    ];
    const unfit = [{ path: ['answers', 2, 'at'], reason: 'must be a time' }];
    const check = ({ skill }: Answer) => (skill ? undefined : { field: 'skill' as const, reason: 'must be known' });

    expect(judge(rows, { now: secondsIn(5), unfit, check })).toEqual({
      ids: ['2'],
      leftOut: undefined,
      problems: [
        { path: ['answers', 0, 'at'], reason: 'must not be after now' },
        { path: ['answers', 2, 'at'], reason: 'must be a time' },
        { path: ['answers', 3, 'skill'], reason: 'must be known' },
      ],
    });
  });

  it('takes only what comes after the last event that was counted', () => {
    const counted = (last: object) => ({
      counted: {
        of: () => ({ instant: Date.parse(secondsIn(5)), sequence: 1, id: '9', ...last }),
        at: 'last_at',
        owner: 'state',
      },
    });
    const at = secondsIn(5);
    const rows = [
      ...[answer('1', { at, sequence: 1 }), answer('10', { at, sequence: 1 }), answer('1b', { at, sequence: 2 })],
      ...[answer('2', { at }), answer('3'), answer('4', { at: secondsIn(6) }), answer('9', { at: secondsIn(7) })],
    ];

    expect(judge(rows, { onInvalid: 'skip', ...counted({}) })).toMatchObject({
      ids: ['10', '1b', '4'],
      leftOut: [
        { pointer: '/answers/0', reason: expect.stringContaining('must come after the last event') as string },
        { pointer: '/answers/3', reason: expect.stringContaining('must come after the last event') as string },
        { pointer: '/answers/4/at', reason: 'must not be before the last_at of its state' },
        { pointer: '/answers/6', reason: 'is the last event that its state has counted' },
      ],
    });
    expect(judge(rows, { onInvalid: 'skip', ...counted({ sequence: null, id: null }) }).ids).toEqual(['4', '9']);
  });
});

describe(compareIds.name, () => {
  it('is a total order', () => {
    const ids = fc.oneof(fc.string({ maxLength: 3 }), fc.stringMatching(/^[0-9a]{1,3}$/));
    fc.assert(
      fc.property(ids, ids, ids, (a, b, c) => {
        expect(Math.sign(compareIds(a, b))).toBe(0 - Math.sign(compareIds(b, a)));
        expect(compareIds(a, b) === 0).toBe(a === b);
        if (compareIds(a, b) <= 0 && compareIds(b, c) <= 0) expect(compareIds(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});
