import { builtInAlgorithms } from '../../src/learning-engine/algorithms/index.js';
import { type SelectQuestion } from '../../src/learning-engine/authoring/select.js';
import { definitionOf, judgeParams, run } from '../support/engine/algorithm-laws.js';

const SEEDS = 2000;
/** Standard errors by which a frequency may be off: one of a hundred thousand is. */
const FARTHEST = 4.5;

const saying = builtInAlgorithms.filter((algorithm) => definitionOf(algorithm).select?.firstChoices);

const now = '2026-01-21T12:00:00.000Z';
/** Two of the best are equal but for their ids, a third was seen lately, and the hardest ones are far from any target. */
const question: Omit<SelectQuestion, 'seed'> = {
  ...{ now, count: 1 },
  answers: [
    {
      ...{ event_id: 'e', at: '2026-01-21T11:30:00.000Z', sequence: null, item_id: 'q2', skills: [], correct: true },
      ...{ score: null, rating: null, option_count: null, guess: null, duration_ms: null, hints: null, attempt: null },
      ...{ context: 'practice', day_offset_minutes: null, difficulty: 0 },
    },
  ],
  candidates: [-3, -1, -1, -1, 0, 0.8, 3].map((difficulty, index) => ({
    ...{ item_id: `q${index}`, skill_id: `s${index % 2}`, difficulty, states: {} },
  })),
};

describe('a version that says how likely it chooses what', () => {
  it('is each one that practises', () => {
    expect(saying.map((one) => `${definitionOf(one).key} ${definitionOf(one).version}`)).toEqual([
      'adaptive v1',
      'adaptive v2',
    ]);
  });

  describe.each(saying.map((algorithm) => ({ algorithm, name: definitionOf(algorithm).version })))(
    '$name',
    ({ algorithm }) => {
      it.each([
        {},
        { exploration_rate: 0 },
        { exploration_rate: 1, exploration_band: 1 },
        { exploration_rate: 0.5, exploration_band: 0.001 },
        { exploration_rate: 0.4, exclude_seen_within_hours: 1, max_per_concept: 1, target_accuracy: 0.9 },
      ])('chooses so, over all seeds, by %j', (given) => {
        const { select } = definitionOf(algorithm);
        const params = (judgeParams(algorithm, given) as { value: object }).value;
        const counts = new Map<string, number>();
        for (let n = 0; n < SEEDS; n += 1) {
          const input = select!.inputOf({ ...question, seed: `seed ${n}` });
          const [first] = select!.chosen(run(algorithm, given, input));
          counts.set(first!.item_id, (counts.get(first!.item_id) ?? 0) + 1);
        }
        const said = new Map(
          select!.firstChoices!(select!.inputOf({ ...question, seed: 'any' }), params).map((one) => [
            one.item_id,
            one.probability,
          ]),
        );
        expect([...said.values()].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        for (const { item_id } of question.candidates) {
          const p = said.get(item_id) ?? 0;
          const most = FARTHEST * Math.sqrt((p * (1 - p)) / SEEDS);
          expect([item_id, Math.abs((counts.get(item_id) ?? 0) / SEEDS - p) <= most]).toEqual([item_id, true]);
        }
      });

      it('chooses nothing of nothing', () => {
        const { select } = definitionOf(algorithm);
        const input = select!.inputOf({ ...question, candidates: [], seed: 's' });
        const params = (judgeParams(algorithm, {}) as { value: object }).value;
        expect(select!.firstChoices!(input, params)).toEqual([]);
      });

      it('reads the inputs of the other one as its own', () => {
        const [own, other] = [algorithm, saying.find((one) => one !== algorithm)!].map((one) => definitionOf(one));
        expect(own!.select!.readsInputsOf).toEqual([other!.version]);
        const params = (judgeParams(algorithm, {}) as { value: object }).value;
        const of = (definition: typeof own) =>
          own!.select!.firstChoices!(definition!.select!.inputOf({ ...question, seed: 's' }), params);
        expect(of(other)).toEqual(of(own));
      });
    },
  );
});
