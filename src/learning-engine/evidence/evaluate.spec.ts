import { answer as answerOf } from '../../../test/support/engine/folds.js';
import { secondsIn } from '../../../test/support/engine/vectors.js';
import { type Fold, type FoldedAnswer } from '../authoring/fold.js';
import { InvalidArgumentError } from '../errors/input.errors.js';
import { draws } from './draws.js';
import { evaluate } from './evaluate.js';
import { type Contender, type LearnerLog } from './replayed.js';
import { reliabilityDiagram } from './reliability-diagram.js';
import { replayOf } from './replay.js';

const answer = (n: number, correct: boolean, more: Partial<FoldedAnswer> = {}): FoldedAnswer =>
  answerOf({ event_id: `e${n}`, at: secondsIn(60 * n), item_id: `i${n % 7}`, correct, ...more });

/** Learners who differ in ability: each is right with a probability of their own. */
function someLogs(seed: string, learners = 40, answers = 30): LearnerLog[] {
  const numbers = draws(seed);
  return Array.from({ length: learners }, (_, learner) => {
    const ability = 0.2 + 0.7 * numbers.next().value;
    return {
      learnerId: `l${learner}`,
      answers: Array.from({ length: answers }, (_, n) => answer(n, numbers.next().value < ability)),
    };
  });
}

interface Counts {
  right: number;
  answers: number;
}

/** Predicts the learner's share of right answers so far, pulled towards `towards`. */
const sharesFold: Fold<{ towards: number }, Counts> = {
  revision: 1,
  refold: 'learner',
  contexts: ['practice'],
  scopes: () => [{ kind: 'learner', id: 'self' }],
  step: ([before], { correct }) => {
    const { right, answers } = before?.state ?? { right: 0, answers: 0 };
    const state = { right: right + Number(correct), answers: answers + 1 };
    return [{ scope: { kind: 'learner', id: 'self' }, state, value: null, due_at: null }];
  },
  predict: ([before], _question, { towards }) => {
    const { right, answers } = before?.state ?? { right: 0, answers: 0 };
    return (right + 4 * towards) / (answers + 4);
  },
};

const shares = (towards: number, name = `towards ${towards}`): Contender => ({
  name,
  predict: replayOf({ fold: sharesFold, params: { towards } }),
});

describe(evaluate.name, () => {
  const logs = someLogs('learners');

  it('tells a better contender from a worse one, and not one from itself', () => {
    const { contenders, comparisons } = evaluate(logs, [shares(0.55), shares(0.05), shares(0.55, 'the same')]);
    expect(comparisons.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['towards 0.05', 'worse'],
      ['the same', 'cannot tell'],
      ['constant', 'worse'],
      ['moving average', 'worse'],
    ]);
    expect(contenders[1]!.log_loss - contenders[0]!.log_loss).toBeCloseTo(comparisons[0]!.log_loss_difference, 12);
    const [low, high] = comparisons[0]!.interval!;
    expect(low).toBeLessThan(comparisons[0]!.log_loss_difference);
    expect(comparisons[0]!.smallest_difference).toBeCloseTo((high - low) / 2, 12);
  });

  it('does not depend on the order of learners and answers', () => {
    const contenders = [shares(0.55), shares(0.3)];
    const mixed = [...logs].reverse().map((log) => ({ ...log, answers: [...log.answers].reverse() }));
    expect(evaluate(mixed, contenders)).toEqual(evaluate(logs, contenders));
  });

  it('predicts each answer from those before it alone', () => {
    const told = evaluate(logs, [shares(0.5)]);
    const last = logs.map((log) => ({
      ...log,
      answers: log.answers.map((one, n) => (n === 29 ? { ...one, correct: !one.correct } : one)),
    }));
    const judgedBefore = { isJudged: ({ at }: FoldedAnswer) => at < answer(29, true).at };
    expect(evaluate(last, [shares(0.5)], judgedBefore).contenders[0]).toEqual(
      evaluate(logs, [shares(0.5)], judgedBefore).contenders[0],
    );
    expect(evaluate(last, [shares(0.5)]).contenders[0]).not.toEqual(told.contenders[0]);
  });

  it('cannot predict chance', () => {
    const numbers = draws('chance');
    const chance = someLogs('chance').map((log) => ({
      ...log,
      answers: log.answers.map((one) => ({ ...one, correct: numbers.next().value < 0.5 })),
    }));
    const { contenders } = evaluate(chance, [shares(0.5)]);
    expect(Math.abs(contenders[0]!.auc! - 0.5)).toBeLessThan(0.03);
    expect(contenders[0]!.log_loss).toBeGreaterThan(contenders[1]!.log_loss);
  });

  it('shows no outcome to a prediction', () => {
    const seen: object[] = [];
    const nosy: Fold = {
      ...(sharesFold as unknown as Fold),
      predict: (_states, question) => {
        seen.push(question);
        return 0.5;
      },
    };
    evaluate(logs.slice(0, 5), [{ name: 'nosy', predict: replayOf({ fold: nosy, params: {} }) }]);
    for (const name of ['correct', 'score', 'rating', 'duration_ms', 'hints']) {
      expect(seen.every((question) => !(name in question))).toBe(true);
    }
  });

  it('folds what it does not judge, and judges what all predict', () => {
    const from = answer(20, true).at;
    const late = evaluate(logs, [shares(0.5)], { isJudged: ({ at }) => at >= from });
    expect(late).toMatchObject({ learners: 40, answers: 1200, judged: 400, not_predicted: 0 });
    const unfolded = evaluate(
      logs.slice(0, 6).map((log) => ({ ...log, answers: [...log.answers, answer(99, true, { context: 'survey' })] })),
      [shares(0.5)],
    );
    expect(unfolded).toMatchObject({ judged: 180, not_predicted: 6 });
  });

  it.each([
    [[], [shares(0.5)], /answers must have an answer/],
    [[...someLogs('x'), ...someLogs('x')], [shares(0.5)], /answers must not name l0 twice/],
    [someLogs('x'), [shares(0.5), shares(0.5)], /contenders must not name towards 0.5 twice/],
    [
      someLogs('x'),
      [{ name: 'wrong', predict: () => [NaN] }],
      /contenders must predict probabilities: wrong gives NaN/,
    ],
  ])('rejects what cannot be judged %#', (given, contenders, message) => {
    expect(() => evaluate(given, contenders)).toThrow(InvalidArgumentError);
    expect(() => evaluate(given, contenders)).toThrow(message);
  });

  it('is drawn with a line and points for each contender', () => {
    const svg = reliabilityDiagram(evaluate(logs, [shares(0.5, 'a < b')]), 'shares');
    expect(svg.match(/<polyline/g)).toHaveLength(3);
    expect(svg).toContain('a &lt; b: log loss');
  });
});
