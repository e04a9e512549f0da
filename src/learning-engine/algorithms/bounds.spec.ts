import { type Type } from '@nestjs/common';
import { definitionOf, run } from '../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../test/support/engine/vectors.js';
import { checkShape } from '../schema/check-shape.js';
import { LARGEST_COUNT } from '../kit/count.js';
import { shapeOf } from '../schema/rule.js';
import { type Algorithm } from '../authoring/algorithm.js';
import { DifficultyV1Algorithm } from './difficulty/v1/difficulty-v1.algorithm.js';
import { builtInAlgorithms } from './index.js';
import { MasteryV1Algorithm } from './mastery/v1/mastery-v1.algorithm.js';
import { RevisionV1Algorithm } from './revision/v1/revision-v1.algorithm.js';

/** The lists of all inputs, with the most rows that they may have. */
const lists = builtInAlgorithms.flatMap((algorithm) => {
  const { key, version, input } = definitionOf(algorithm);
  if (!input) return [];
  const fields = shapeOf(input).fields.filter(({ schema }) => schema.type === 'array');
  return fields.map(({ name, schema }) => ({ name: `${key} ${version} ${name}`, input, list: name, schema }));
});

describe('the size of an input', () => {
  it.each(lists)('$name has a bound, which is reported before any row is looked at', ({ input, list, schema }) => {
    const atMost = schema.maxItems as number;
    expect(atMost).toBeLessThanOrEqual(100_000);

    const rest = {
      purpose: 'practice',
      now: '2026-01-21T12:00:00Z',
      seed: '',
      count: 1,
      learner: { theta: 0, rolling_success: null },
    };
    const others = lists.filter((other) => other.input === input).map((other) => [other.list, []]);
    const given = { ...rest, ...(Object.fromEntries(others) as object) };
    const needed = shapeOf(input).fields.flatMap(({ name, optional }) => (optional ? [] : name));
    const fitting = Object.fromEntries(Object.entries(given).filter(([name]) => needed.includes(name)));
    const rows = (length: number) => ({ ...fitting, [list]: new Array(length).fill('no row') });

    expect(checkShape(input, fitting)).toBeUndefined();
    expect(checkShape(input, rows(atMost))?.path).toEqual([list, 0]);
    expect(checkShape(input, rows(atMost + 1))).toEqual({
      path: [list],
      reason: `must be a list of at most ${atMost} rows`,
    });
  });
});

const at = secondsIn(0);
const now = secondsIn(10);
const MOST = LARGEST_COUNT;

/** A version that folds events into states. */
interface Fold {
  name: string;
  algorithm: Type<Algorithm>;
  /** How many states an input may have, by the name of their list. */
  most: Record<string, number>;
  /** The list of events, and one of a state of its own by its number. */
  events: string;
  event: (n: number) => object;
  /** States that have counted all they can, and what is left of their counts after an event. */
  full: object;
  counts: object[];
}

const folds: Fold[] = [
  {
    ...{ name: 'mastery', algorithm: MasteryV1Algorithm, most: { states: 5000 }, events: 'events' },
    event: (n: number) => ({ event_id: `e${n}`, skill_id: `s${n}`, correct: true, at }),
    full: { states: [{ skill_id: 's0', p_known: 0.5, attempts: MOST, last_at: null }] },
    counts: [{ attempts: MOST }],
  },
  {
    ...{ name: 'revision', algorithm: RevisionV1Algorithm, most: { cards: 10_000 }, events: 'reviews' },
    event: (n: number) => ({ review_id: `r${n}`, card_id: `c${n}`, rating: 1, at }),
    full: {
      cards: [
        {
          ...{ card_id: 'c0', state: 'Review', stability: 3, difficulty: 5, due: at, last_review: secondsIn(-9) },
          ...{ reps: MOST, lapses: MOST - 1, learning_steps: 0 },
        },
      ],
    },
    counts: [{ reps: MOST, lapses: MOST - 1, state: 'Relearning' }],
  },
  {
    ...{ name: 'difficulty', algorithm: DifficultyV1Algorithm, events: 'events' },
    most: { items: 10_000, learners: 10_000 },
    event: (n: number) => ({ event_id: `e${n}`, item_id: `i${n}`, learner_id: `l${n}`, correct: true, at }),
    full: {
      items: [{ item_id: 'i0', difficulty: 0, answers: MOST, info: MOST / 4, recent: [] }],
      learners: [{ learner_id: 'l0', theta: 0, answers: MOST, last_at: null }],
    },
    counts: [{ answers: MOST, info: MOST / 4 }, { answers: MOST }],
  },
];

describe.each(folds)('what $name puts out', ({ algorithm, most, events, event, full, counts }) => {
  const compute = (input: object) => run<Record<string, object[]>>(algorithm, {}, { ...nothing, ...input });
  const lists = Object.keys(most);
  const nothing = { now, ...Object.fromEntries([...lists, events].map((name) => [name, []])) };
  const statesOf = (output: Record<string, object[]>) => Object.fromEntries(lists.map((name) => [name, output[name]!]));

  it('is no more than the next call takes: events that bring more states are rejected', () => {
    const [atMost] = Object.values(most);
    const largest = compute({ [events]: Array.from({ length: atMost! }, (_, n) => event(n)) });
    const isTaken = JSON.stringify(statesOf(compute(statesOf(largest)))) === JSON.stringify(statesOf(largest));
    const problems = Object.entries(most).map(([list, rows]) => ({
      pointer: `/${events}`,
      reason: `must not bring ${list} to more than ${rows} rows, the most that a call takes: send fewer at a time`,
    }));

    expect(Object.values(statesOf(largest)).map(({ length }) => length)).toEqual(Object.values(most));
    expect(isTaken).toBe(true);
    expect(() => compute({ ...statesOf(largest), [events]: [event(atMost!)] })).toThrow(
      expect.objectContaining({
        problems: problems.map((problem) => expect.objectContaining(problem) as object),
      }) as Error,
    );
  });

  it('counts as far as JSON does, and then goes on without counting', () => {
    const output = compute({ ...full, [events]: [event(0)] });

    expect(Object.values(statesOf(output)).flat()).toMatchObject(counts);
    expect(statesOf(compute(statesOf(output)))).toEqual(statesOf(output));
  });
});
