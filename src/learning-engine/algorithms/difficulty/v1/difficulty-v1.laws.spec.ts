import * as fc from 'fast-check';
import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { difficultySets } from '../../../../../test/support/engine/valid-sets.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { seededDraw } from '../../../kit/seeded-draw.js';
import { DifficultyV1Algorithm } from './difficulty-v1.algorithm.js';
import { type DifficultyV1Input } from './difficulty-v1.contract.js';
import { type DifficultyV1Output } from './difficulty-v1.output.js';

const compute = (input: Partial<DifficultyV1Input>, params: object = {}) =>
  run<DifficultyV1Output>(DifficultyV1Algorithm, params, { items: [], learners: [], events: [], ...input });

const answers = fc.record({
  ...{ learner_id: fc.constantFrom('a', 'b', 'c'), item_id: fc.constantFrom('p', 'q', 'r') },
  correct: fc.boolean(),
});
const logs = fc
  .array(answers, { maxLength: 40, size: 'max' })
  .map((rows) => rows.map((row, index) => ({ ...row, event_id: `${index}`, at: secondsIn(index) })));
const guesses = fc.double({ min: 0, max: 0.5, noNaN: true });

describe(`what holds for every valid set and log of ${DifficultyV1Algorithm.name}`, () => {
  it('learners and items are alike: with roles and results exchanged, the ratings are exchanged', () => {
    fc.assert(
      fc.property(difficultySets, logs, (set, events) => {
        const { alpha_learner = 1, alpha_item = 1, beta_learner = 0.05, beta_item = 0.05 } = set;
        const both = { ...set, item_updates_on_first_attempt_only: false };
        const steps = { alpha_learner: alpha_item, alpha_item: alpha_learner };
        const exchanged = events.map(({ learner_id, item_id, correct, ...event }) => ({
          ...{ ...event, learner_id: item_id, item_id: learner_id, correct: !correct },
        }));
        const { items } = compute({ events }, both);
        const { learners } = compute(
          { events: exchanged },
          { ...both, ...steps, beta_learner: beta_item, beta_item: beta_learner },
        );

        items.forEach(({ difficulty }, index) => expect(learners[index]!.theta).toBeCloseTo(difficulty, 9));
        expect(learners).toHaveLength(items.length);
      }),
    );
  });

  it('a right answer never raises the difficulty, nor lowers the ability, and a wrong one is the reverse', () => {
    fc.assert(
      fc.property(difficultySets, fc.double({ min: -1, max: 1, noNaN: true }), guesses, fc.boolean(), (...given) => {
        const [set, place, guess, correct] = given;
        const rating = place * (set.b_clamp ?? 6);
        const output = compute(
          {
            items: [{ item_id: 'q', difficulty: rating, answers: 3, info: 0, recent: [] }],
            learners: [{ learner_id: 'a', theta: -rating, answers: 3, last_at: null }],
            events: [{ event_id: 'e', learner_id: 'a', item_id: 'q', at: secondsIn(0), correct, guess }],
          },
          set,
        );
        const sign = correct ? 1 : -1;

        expect(sign * (output.learners[0]!.theta + rating)).toBeGreaterThanOrEqual(0);
        expect(sign * (output.items[0]!.difficulty - rating)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('ratings stay within the clamp', () => {
    fc.assert(
      fc.property(difficultySets, logs, fc.constantFrom(-1, 1), (set, events, side) => {
        const { b_clamp = 6 } = set;
        const edge = side * b_clamp;
        const output = compute(
          {
            items: [{ item_id: 'q', difficulty: edge, answers: 0, info: 0, recent: [] }],
            learners: [{ learner_id: 'a', theta: -edge, answers: 0, last_at: null }],
            events,
          },
          set,
        );
        const ratings = [
          ...output.items.map(({ difficulty }) => difficulty),
          ...output.learners.map(({ theta }) => theta),
        ];

        expect(ratings.filter((rating) => !(Math.abs(rating) <= b_clamp))).toEqual([]);
      }),
    );
  });
});

describe('simulated learners', () => {
  it('and the questions that they answer are rated as they are', () => {
    const spread = (count: number) => Array.from({ length: count }, (_, index) => (4 * (index + 0.5)) / count - 2);
    const difficulties = spread(30);
    const events = spread(300)
      .flatMap((theta, learner) => difficulties.map((b, item) => ({ theta, learner, b, item })))
      .map((pair, index) => ({ ...pair, place: seededDraw('order', index), draw: seededDraw('answer', index) }))
      .sort((one, other) => one.place - other.place)
      .map(({ theta, learner, b, item, draw }, index) => ({
        ...{ event_id: `${index}`, learner_id: `${learner}`, item_id: `${item}`, at: secondsIn(index) },
        correct: draw < 1 / (1 + Math.exp(b - theta)),
      }));
    const { items } = compute({ events });
    const errors = items.map(({ item_id, difficulty }) => difficulty - difficulties[Number(item_id)]!);

    expect(errors).toHaveLength(30);
    expect(Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / 30)).toBeLessThan(0.35);
  });
});
