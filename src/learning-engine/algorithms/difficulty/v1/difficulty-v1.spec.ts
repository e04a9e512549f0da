import * as fc from 'fast-check';
import { itKeepsTheLaws, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { difficultySets } from '../../../../../test/support/engine/valid-sets.js';
import { expectWithin, secondsIn, snakeCase, vectors } from '../../../../../test/support/engine/vectors.js';
import { DifficultyV1Algorithm } from './difficulty-v1.algorithm.js';
import { type DifficultyV1Event, type DifficultyV1Input } from './difficulty-v1.contract.js';
import { type DifficultyV1Output } from './difficulty-v1.output.js';

interface Vectors {
  tolerance: { perStep: number; final: number };
  cases: {
    id: string;
    params: Record<string, number | boolean>;
    events: { learner: string; item: string; correct: 0 | 1; guess?: number }[];
    steps: { thetaAfter: number; difficultyAfter: number }[];
    final: Record<'theta' | 'difficulty' | 'itemAnswers' | 'itemSe', Record<string, number>>;
  }[];
}

const { cases, tolerance } = vectors<Vectors>('difficulty-elo');

const compute = (input: Partial<DifficultyV1Input>, params: object = {}) =>
  run<DifficultyV1Output>(DifficultyV1Algorithm, params, { items: [], learners: [], events: [], ...input });
const answer = (index: number, more: Partial<DifficultyV1Event> = {}): DifficultyV1Event => ({
  event_id: `e${index}`,
  learner_id: 'a',
  item_id: 'q',
  correct: true,
  at: secondsIn(index),
  ...more,
});
/** The ratings of the cases start at 0, as always. */
const withoutStart = ({ theta0: _theta, difficulty0: _difficulty, ...set }: Record<string, number | boolean>) => set;
const repeats = { item_updates_on_first_attempt_only: false };

const logs: fc.Arbitrary<DifficultyV1Input> = fc
  .uniqueArray(
    fc.record(
      {
        event_id: fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 120 }).map(String)),
        learner_id: fc.constantFrom('a', 'b', '__proto__'),
        item_id: fc.constantFrom('q', 'r', 'é'),
        correct: fc.boolean(),
        at: fc.integer({ min: 100, max: 104 }).map(secondsIn),
        sequence: fc.integer({ min: 0, max: 2 }),
        first_attempt: fc.boolean(),
        option_count: fc.integer({ min: 2, max: 5 }),
      },
      { requiredKeys: ['event_id', 'learner_id', 'item_id', 'correct', 'at', 'first_attempt'] },
    ),
    { selector: ({ event_id }) => event_id, maxLength: 20, size: 'max' },
  )
  .map((events) => ({
    items: [
      { item_id: 'r', difficulty: -5, answers: 40, info: 8, recent: [1, 0] },
      { item_id: 'z', difficulty: 1, answers: 0, info: 0, recent: [] },
    ],
    learners: [
      { learner_id: 'b', theta: 1, answers: 9, last_at: secondsIn(50) },
      { learner_id: 'c', theta: 0, answers: 0, last_at: null },
    ],
    events,
  }));

/** States of the logs are on the scale of these, as they must be. */
const params = fc.oneof(
  fc.constant({ window_size: 2, min_attempts: 3, ...repeats }),
  difficultySets.map((set) => ({ ...set, b_clamp: Math.max(set.b_clamp ?? 6, 5) })),
);

describe(DifficultyV1Algorithm.name, () => {
  itKeepsTheLaws({
    algorithm: DifficultyV1Algorithm,
    params,
    inputs: logs,
    lists: ['items', 'learners', 'events'],
    events: 'events',
    fold: { states: ['items', 'learners'], id: 'event_id' },
  });

  describe('golden values', () => {
    it.each(cases)('$id', ({ params, events, steps, final }) => {
      const log = events.map(({ learner, item, correct, guess }, index) =>
        answer(index, {
          learner_id: learner,
          item_id: item,
          correct: correct === 1,
          ...(guess !== undefined && { guess }),
        }),
      );
      const after = (count: number) => compute({ events: log.slice(0, count) }, snakeCase(withoutStart(params)));
      steps.forEach(({ thetaAfter, difficultyAfter }, index) => {
        const { learners, items } = after(index + 1);
        const { learner, item } = events[index]!;
        expectWithin(learners.find(({ learner_id }) => learner_id === learner)!.theta, thetaAfter, tolerance.perStep);
        expectWithin(items.find(({ item_id }) => item_id === item)!.difficulty, difficultyAfter, tolerance.perStep);
      });
      const { learners, items } = after(log.length);
      for (const { learner_id, theta } of learners) expectWithin(theta, final.theta[learner_id]!, tolerance.final);
      for (const { item_id, difficulty, se, answers } of items) {
        expectWithin(difficulty, final.difficulty[item_id]!, tolerance.final);
        expectWithin(se, final.itemSe[item_id]!, tolerance.final);
        expect(answers).toBe(final.itemAnswers[item_id]);
      }
      expect(items).toHaveLength(Object.keys(final.difficulty).length);
    });
  });

  describe('the model', () => {
    it('makes an item easier by a right answer and harder by a wrong one, and the learner as much the other way', () => {
      fc.assert(
        fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.boolean(), (difficulty, correct) => {
          const items = [{ item_id: 'q', difficulty, answers: 0, info: 0, recent: [] }];
          const output = compute({ items, events: [answer(1, { correct })] });
          const moved = output.items[0]!.difficulty - difficulty;

          expect(Math.sign(moved)).toBe(correct ? -1 : 1);
          expect(output.learners[0]!.theta).toBeCloseTo(-moved, 12);
        }),
      );
    });

    it('moves by less the more it knows', () => {
      const moved = (answers: number) =>
        compute({ items: [{ item_id: 'q', difficulty: 0, answers, info: 0, recent: [] }], events: [answer(1)] })
          .items[0]!.difficulty;

      expect(moved(0)).toBe(-0.5);
      expect(moved(20)).toBe(-0.25);
      expect(moved(180)).toBe(-0.05);
    });

    it('learns less from an answer that can be guessed', () => {
      const thetaAfter = (more: object) => compute({ events: [answer(1, more)] }).learners[0]!.theta;

      expect(thetaAfter({})).toBe(0.5);
      expect(thetaAfter({ guess: 0.5 })).toBe(0.25);
      expect(thetaAfter({ option_count: 4 })).toBe(0.375);
    });

    it('stays within the clamp', () => {
      const events = Array.from({ length: 300 }, (_, index) => answer(index));
      const { items, learners } = compute({ events }, { ...repeats, b_clamp: 0.75, beta_item: 0 });

      expect(items[0]!.difficulty).toBe(-0.75);
      expect(learners[0]!.theta).toBe(0.75);
    });

    it('takes a repeat as a sign of memory, not of difficulty', () => {
      const once = compute({ events: [answer(1)] });
      const twice = compute({ events: [answer(1), answer(2)] });

      expect(twice.items).toEqual(once.items);
      expect(twice.learners[0]).toMatchObject({ answers: 2, last_at: secondsIn(2) });
      expect(twice.learners[0]!.theta).toBeGreaterThan(once.learners[0]!.theta);
    });

    it('can count repeats, but keeps first attempts alone in the window', () => {
      const { items } = compute({ events: [answer(1), answer(2, { correct: false })] }, repeats);

      expect(items[0]).toMatchObject({ answers: 2, recent: [1], p_value_window: 1 });
    });

    it('believes first_attempt where it is given', () => {
      const first = [answer(1, { first_attempt: true }), answer(2, { first_attempt: true })];

      expect(compute({ events: first }).items[0]).toMatchObject({ answers: 2, recent: [1, 1] });
      expect(compute({ events: [first[0]!, answer(2)] }).items[0]).toMatchObject({ answers: 1, recent: [1] });
      expect(compute({ events: [answer(1, { first_attempt: false })] }).items[0]).toMatchObject({
        difficulty: 0,
        answers: 0,
        recent: [],
        p_value_window: null,
        se: 1,
      });
    });

    it('keeps the newest results in the window, and says when there are too few', () => {
      const events = [0, 1, 1, 0, 1].map((result, index) =>
        answer(index, { learner_id: `l${index}`, correct: result === 1 }),
      );
      const [item] = compute({ events }, { window_size: 3, min_attempts: 6 }).items;

      expect(item).toMatchObject({ recent: [1, 0, 1], p_value_window: 2 / 3, answers: 5, provisional: true });
      expect(compute({ events }, { min_attempts: 5 }).items[0]).toMatchObject({ provisional: false });
    });

    it('keeps the newest results in the window after any number of answers', () => {
      const results = [1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1];
      const events = results.map((result, index) => answer(index, { learner_id: `l${index}`, correct: result === 1 }));

      for (let count = 0; count <= results.length; count += 1) {
        const { items } = compute({ events: [...events.slice(0, count), answer(99)] }, { window_size: 2 });
        expect(items[0]!.recent).toEqual([...results.slice(0, count), 1].slice(-2));
      }
    });
  });
});
