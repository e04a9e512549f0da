import { judgeInput } from './judge-input.js';
import { IntegerAtLeast } from './number-rules.js';
import { EventsOf, IsBoolean, Id, ListOf } from './value-rules.js';

class Row {
  @Id() id: string;
  @IntegerAtLeast(0) count: number;
}

class Given {
  @ListOf(Row) states: Row[];
  @EventsOf(Row, { atMost: 5 }) events: Row[];
  @ListOf(Row, { atMost: 2 }) few: Row[];
  @IsBoolean({ optional: true }) trace?: boolean;
}

const good = { id: 'a', count: 1 };
const judged = (input: object) => judgeInput(Given, { states: [], events: [], few: [], ...input });

describe(judgeInput.name, () => {
  it('finds nothing wrong with a valid input', () => {
    expect(judged({ states: [good], events: [good] })).toEqual({ problems: [], unfit: [] });
  });

  it('names one problem of each bad row, apart for lists whose rows stand by themselves', () => {
    const bad = [good, { ...good, count: -1 }, good, { count: -1 }, 'row'];

    expect(judged({ states: bad, events: bad })).toEqual({
      problems: [
        { path: ['states', 1, 'count'], reason: 'must be an integer of at least 0' },
        { path: ['states', 3, 'id'], reason: 'must be a non-empty text' },
        { path: ['states', 4], reason: 'must be an object' },
      ],
      unfit: [
        { path: ['events', 1, 'count'], reason: 'must be an integer of at least 0' },
        { path: ['events', 3, 'id'], reason: 'must be a non-empty text' },
        { path: ['events', 4], reason: 'must be an object' },
      ],
    });
  });

  it('names what is wrong apart from rows, and does not look into a list that is too long', () => {
    const bad = { ...good, count: -1 };

    expect(judged({ few: [good, bad, good], events: [bad] })).toEqual({
      problems: [{ path: ['few'], reason: 'must be a list of at most 2 rows' }],
      unfit: [{ path: ['events', 0, 'count'], reason: 'must be an integer of at least 0' }],
    });
    expect(judged({ events: null, trace: 1 }).problems).toEqual([
      { path: ['events'], reason: 'must be a list of at most 5 rows' },
    ]);
    expect(judged({ other: 1 }).problems).toEqual([{ path: ['other'], reason: 'is not a known field' }]);
  });
});
