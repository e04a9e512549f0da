import * as fc from 'fast-check';
import { itKeepsTheLaws, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { expectWithin, vectors } from '../../../../../test/support/engine/vectors.js';
import { itemId, simulatedBank } from '../../../../../test/support/models/calibrated-bank.js';
import { learnersOf } from '../../../../../test/support/models/held-out-cells.js';
import { DifficultyV2Algorithm } from './difficulty-v2.algorithm.js';
import { type DifficultyV2Input, type DifficultyV2Learner } from './difficulty-v2.contract.js';
import { type DifficultyV2Output } from './difficulty-v2.output.js';

interface Vectors {
  tolerance: { estimate: number; logLikelihood: number; ability: number; seRatio: number };
  patternFrequencies: { LSAT7: Record<string, number> };
  rows: { incomplete: string[] };
  cases: {
    id: string;
    data: 'LSAT6' | 'LSAT7' | 'incomplete';
    ownFrom: number;
    priors: [number | null, number | null];
    a: number[];
    b: number[];
    se: number[];
    aSe: number[];
    logLikelihood: number;
    abilities: Record<string, [theta: number, se: number]>;
  }[];
}
const { cases, tolerance, patternFrequencies, rows } = vectors<Vectors>('difficulty-mml');
const lsat6 = vectors<{ patternFrequencies: Record<string, number> }>('difficulty-lsat6').patternFrequencies;
const rowsOf = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([pattern, count]) => Array<string>(count).fill(pattern));
const dataOf = { LSAT6: rowsOf(lsat6), LSAT7: rowsOf(patternFrequencies.LSAT7), incomplete: rows.incomplete };

const compute = (input: Partial<DifficultyV2Input>, params: object = {}) =>
  run<DifficultyV2Output>(DifficultyV2Algorithm, params, { items: [], learners: [], ...input });
const learner = (id: string, answers: Record<string, boolean>): DifficultyV2Learner => ({
  learner_id: id,
  answers: Object.entries(answers).map(([item_id, correct]) => ({ item_id, correct })),
});
const statuses = ({ items }: DifficultyV2Output) => items.map(({ item_id, status }) => [item_id, status]);

const logs: fc.Arbitrary<DifficultyV2Input> = fc
  .array(fc.dictionary(fc.constantFrom('q', 'r', 's', 'é', '__proto__'), fc.boolean()), { maxLength: 12 })
  .map((rows) => ({
    items: [
      { item_id: 'r', difficulty: 2, discrimination: 0.5 },
      { item_id: 'z', difficulty: null },
    ],
    learners: rows.map((row, index) => learner(`l${index}`, row)),
  }));

describe(DifficultyV2Algorithm.name, () => {
  itKeepsTheLaws({
    algorithm: DifficultyV2Algorithm,
    params: fc.constantFrom({}, { own_discrimination_from: 3 }),
    inputs: logs,
    lists: ['items', 'learners'],
  });

  describe('golden values', () => {
    it.each(cases)('$id', ({ data, ownFrom, priors, a, b, se, aSe, logLikelihood, abilities }) => {
      const texts = dataOf[data];
      const params = {
        own_discrimination_from: ownFrom,
        ...{ discrimination_prior: priors[0], difficulty_prior: priors[1] },
      };
      const { items, learners, fit } = compute({ learners: learnersOf(texts) }, params);

      expect(fit.converged).toBe(true);
      expectWithin(fit.log_likelihood, logLikelihood, tolerance.logLikelihood);
      items.forEach((item, index) => {
        expectWithin(item.difficulty!, b[index]!, tolerance.estimate);
        expectWithin(item.discrimination!, a[index]!, tolerance.estimate);
        expectWithin(item.se! / se[index]!, 1, tolerance.seRatio);
        if (item.own_discrimination) expectWithin(item.discrimination_se! / aSe[index]!, 1, tolerance.seRatio);
      });
      for (const [pattern, [theta, ofTheta]] of Object.entries(abilities)) {
        const found = learners[texts.indexOf(pattern)]!;
        expectWithin(found.theta, theta, tolerance.ability);
        expectWithin(found.se, ofTheta, tolerance.ability);
      }
    });

    it('are those published for LSAT7', () => {
      const published = [0.988, 1.081, 1.706, 0.765, 0.736];
      const free = { discrimination_prior: null, difficulty_prior: null };
      const { items, fit } = compute({ learners: learnersOf(dataOf.LSAT7) }, free);

      items.forEach(({ discrimination }, index) => expectWithin(discrimination!, published[index]!, 0.002));
      expectWithin(fit.log_likelihood, -2658.805, 0.001);
    });
  });

  describe('what cannot be estimated', () => {
    const pair = [learner('a', { p: true, q: false }), learner('b', { p: false, q: true }), learner('c', { p: true, q: true })]; // prettier-ignore

    it('has no number, but says why: answered by none, or alike by all', () => {
      const learners = pair.map((row) => ({
        ...row,
        answers: [...row.answers, { item_id: 'right', correct: true }, { item_id: 'wrong', correct: false }],
      }));
      const output = compute({ learners, items: [{ item_id: 'new', difficulty: 1 }] });

      expect(statuses(output)).toEqual([
        ['new', 'unanswered'],
        ['p', 'estimated'],
        ['q', 'estimated'],
        ['right', 'all_right'],
        ['wrong', 'all_wrong'],
      ]);
      for (const { status, difficulty, se, discrimination } of output.items) {
        expect([difficulty, se, discrimination].every((value) => (value === null) === (status !== 'estimated'))).toBe(
          true,
        );
      }
      expect(output.fit).toMatchObject({ items: 2, learners: 3, answers: 6 });
    });

    it('is an item alone: ability cannot be told from it', () => {
      const output = compute({ learners: [learner('a', { p: true }), learner('b', { p: false })] });

      expect(output.items).toMatchObject([{ status: 'alone', difficulty: null, share_right: 0.5 }]);
      expect(output.learners).toMatchObject([
        { theta: expect.closeTo(0) as number, se: expect.closeTo(1) as number, answers: 0 },
        { theta: expect.closeTo(0) as number },
      ]);
    });

    it('are items that no learner links with most of the others', () => {
      const apart = [learner('d', { x: true, y: false }), learner('e', { x: false, y: true })];

      expect(statuses(compute({ learners: [...pair, ...apart] }))).toEqual([
        ['p', 'estimated'],
        ['q', 'estimated'],
        ['x', 'apart'],
        ['y', 'apart'],
      ]);
      const linked = compute({ learners: [...pair, ...apart, learner('f', { p: true, x: false })] });
      expect(linked.items.every(({ status }) => status === 'estimated')).toBe(true);
    });

    it('is what the answers put no bound to, without priors', () => {
      const rows = ['00', '00', '11', '11', '11'].map((row) => `${row}${row}`);
      const free = { discrimination_prior: null, difficulty_prior: null, own_discrimination_from: 1 };
      const { items } = compute({ learners: learnersOf(rows) }, free);

      expect(items.map(({ status }) => status)).toEqual(Array(4).fill('unbounded'));
      expect(items.map(({ difficulty }) => difficulty)).toEqual(Array(4).fill(null));
    });
  });

  it('goes on from ratings of v1 or from its own, faster and to the same end', () => {
    const { learners } = simulatedBank({ seed: 5, learners: 300, items: 20 });
    const cold = compute({ learners });
    const rating = { se: 0.3, answers: 9, info: 2, recent: [1], p_value_window: 1, provisional: true };
    const fromV1 = compute({
      learners,
      items: cold.items.map(({ item_id, difficulty }) => ({ item_id, difficulty: difficulty! + 0.2, ...rating })),
    });
    const fromV2 = compute({ learners, items: cold.items });

    expect(fromV2.fit.steps).toBeLessThan(cold.fit.steps / 2);
    for (const [index, { difficulty, se }] of cold.items.entries()) {
      for (const { items } of [fromV1, fromV2]) {
        expectWithin(items[index]!.difficulty!, difficulty!, 2e-5);
        expectWithin(items[index]!.se!, se!, 2e-5);
      }
    }
  });

  it('gives one discrimination to items with few answers, and each of the others its own', () => {
    const { learners } = simulatedBank({ seed: 6, learners: 250, items: 8 });
    const fewer = learners.map((row, index) => ({
      ...row,
      answers: row.answers.filter(({ item_id }) => index < 150 || item_id > itemId(2)),
    }));
    const { items } = compute({ learners: fewer });
    const shared = items.filter(({ own_discrimination }) => !own_discrimination);

    expect(shared.map(({ answers }) => answers)).toEqual([150, 150, 150]);
    expect(new Set(shared.map(({ discrimination }) => discrimination)).size).toBe(1);
    expect(new Set(items.map(({ discrimination }) => discrimination)).size).toBe(6);
  });
});
