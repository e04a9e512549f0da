import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MistakesV1Algorithm } from './mistakes-v1.algorithm.js';
import { type MistakesV1Output } from './mistakes-v1.output.js';

/** Numbers in [0, 1) that are the same in every run: a linear congruential generator. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32;
}

/** Answers of a class: `choose` says which option a learner takes; option 1 is right. */
const answersOf = (
  learners: number,
  questions: number,
  choose: (learner: number, question: number) => number | null,
) => ({
  now: secondsIn(1000),
  questions: Array.from({ length: questions }, (_, question) => ({
    question_id: `q${String(question).padStart(3, '0')}`,
    option_count: 4,
    key_option: 1,
  })),
  attempts: Array.from({ length: learners }, (_, learner) =>
    Array.from({ length: questions }, (__, question) => ({
      attempt_id: `${learner}/${question}`,
      learner_id: `l${learner}`,
      question_id: `q${String(question).padStart(3, '0')}`,
      option: choose(learner, question),
      at: secondsIn(500),
    })),
  ).flat(),
});
const compute = (input: object, params: object = {}) => run<MistakesV1Output>(MistakesV1Algorithm, params, input);

describe('the discovery of mistakes that go together', () => {
  it('finds none among independent ones, of which many coincide by chance', () => {
    const random = numbers(7);
    const input = answersOf(500, 200, () => (random() < 0.03 ? 2 : 1));

    expect(compute(input, { fdr: 1, min_lift: 1, max_patterns: 1_000_000 }).pairs.length).toBeGreaterThan(50);
    expect(compute(input).pairs).toEqual([]);
  });

  it('finds those that were planted, and no others', () => {
    const random = numbers(11);
    const input = answersOf(400, 40, (learner, question) => {
      if (learner % 8 === 0 && (question === 3 || question === 17)) return 2;
      if (learner % 8 === 1 && (question === 5 || question === 30)) return 3;
      return random() < 0.06 ? 2 + Math.floor(3 * random()) : 1;
    });
    const found = compute(input).pairs.map(({ a, b }) => [a.question_id, a.option, b.question_id, b.option].join(' '));

    expect(found.toSorted()).toEqual(['q003 2 q017 2', 'q005 3 q030 3']);
  });

  it('looks at those who answered both questions, not at all learners', () => {
    // Of the 20 who saw both, 10 made both mistakes; 400 others saw one question only, and all made the mistake.
    const input = answersOf(420, 2, (learner, question) => {
      if (learner < 20) return learner < 10 ? 2 : 1;
      return learner % 2 === question ? 2 : null;
    });
    const [pair] = compute(input).pairs;

    expect(pair).toMatchObject({ n11: 10, n10: 0, n01: 0, n00: 10, confidence: 1, lift: 2 });
  });

  it('never pairs two mistakes on one question, and keeps to the limits', () => {
    const random = numbers(3);
    const together = answersOf(300, 6, (learner) => (learner % 5 === 0 ? 2 : random() < 0.05 ? 3 : 1));
    const { pairs } = compute(together);

    expect(pairs).toHaveLength(15);
    expect(pairs.every(({ a, b }) => a.question_id < b.question_id)).toBe(true);
    expect(compute(together, { max_patterns: 4 }).pairs).toEqual(pairs.slice(0, 4));
    expect(compute(together, { min_frequency: 61 }).pairs).toEqual([]);
    expect(compute(together, { min_lift: 6 }).pairs).toEqual([]);
    const values = pairs.map(({ lift, n11 }) => lift * 1e6 + n11);
    expect(values).toEqual(values.toSorted((one, other) => other - one));
  });

  it('doubts a key that good learners do not choose', () => {
    const random = numbers(5);
    // On question 0 the recorded key is 1, but 2 is right.
    const input = answersOf(200, 10, (learner, question) => {
      const knows = random() < learner / 200;
      if (question === 0) return knows ? 2 : 1 + Math.floor(4 * random());
      return knows ? 1 : 2 + Math.floor(3 * random());
    });

    expect(compute(input).suspects).toMatchObject([{ question_id: 'q000', option: 2 }]);
  });

  it('counts pairs of many learners', () => {
    const random = numbers(9);
    const input = answersOf(2000, 50, () => (random() < 0.2 ? 2 + Math.floor(3 * random()) : 1));

    expect(compute(input).distractors).toHaveLength(150);
  });
});
