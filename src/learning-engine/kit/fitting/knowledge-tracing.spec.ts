import { simulatedKnowledge } from '../../../../test/support/models/simulated-knowledge.js';
import { expectWithin, snakeCase, vectors } from '../../../../test/support/engine/vectors.js';
import { fittedKnowledge, type KnowledgeModel } from './knowledge-tracing.js';

interface Vectors {
  tolerance: number;
  cases: {
    id: string;
    start: Record<string, number>;
    sequences: string[];
    trajectory: (Record<string, number> & { iteration: number; logLik: number })[];
  }[];
}
const { cases, tolerance } = vectors<Vectors>('mastery-bkt-em');

const NAMES = ['p_init', 'p_transit', 'p_slip', 'p_guess'] as const;
const DEFAULTS: KnowledgeModel = { p_init: 0.25, p_transit: 0.1, p_slip: 0.1, p_guess: 0.2 };

/** Mean of -ln of the probability of what came. */
const lossOf = (model: KnowledgeModel, learners: readonly (readonly boolean[])[]): number =>
  -fittedKnowledge(learners, { start: model, steps: 0 }).logLikelihood / learners.flat().length;

describe(fittedKnowledge.name, () => {
  it.each(cases)('goes where another implementation goes, step by step: $id', ({ start, sequences, trajectory }) => {
    const learners = sequences.map((answers) => [...answers].map((answer) => answer === '1'));
    for (const { iteration, logLik, ...expected } of trajectory) {
      const { model, logLikelihood } = fittedKnowledge(learners, {
        start: snakeCase(start) as unknown as KnowledgeModel,
        steps: iteration,
      });
      const named = snakeCase(expected) as unknown as KnowledgeModel;
      for (const name of NAMES) expectWithin(model[name], named[name], tolerance);
      expectWithin(logLikelihood, logLik, tolerance);
    }
  });

  it.each([
    { p_init: 0.3, p_transit: 0.15, p_slip: 0.1, p_guess: 0.2 },
    { p_init: 0.15, p_transit: 0.3, p_slip: 0.05, p_guess: 0.3 },
    { p_init: 0.5, p_transit: 0.08, p_slip: 0.15, p_guess: 0.1 },
  ])('finds planted parameters from 2,000 learners: $p_init $p_transit $p_slip $p_guess', (planted) => {
    for (const seed of [1, 2]) {
      const { model } = fittedKnowledge(simulatedKnowledge(planted, { learners: 2000, answers: 15, seed }), {
        start: DEFAULTS,
      });
      for (const name of NAMES) expectWithin(model[name], planted[name], 0.03);
    }
  });

  it('gains nothing from noise: skills that are alike are best left with what they have in common', () => {
    const planted = { p_init: 0.3, p_transit: 0.15, p_slip: 0.1, p_guess: 0.2 };
    const skills = Array.from({ length: 20 }, (_, skill) =>
      simulatedKnowledge(planted, { learners: 30, answers: 10, seed: 100 + skill }),
    );
    const others = simulatedKnowledge(planted, { learners: 2000, answers: 10, seed: 99 });
    const common = fittedKnowledge(skills.flat(), { start: DEFAULTS }).model;
    const meanLoss = (counts: number) => {
      const losses = skills.map((skill) =>
        lossOf(fittedKnowledge(skill, { start: common, towards: { model: common, counts } }).model, others),
      );
      return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    };
    const [alone, drawn] = [meanLoss(0), meanLoss(50)];

    expect(drawn).toBeGreaterThan(lossOf(common, others) - 0.0005);
    expect(drawn).toBeLessThan(lossOf(common, others) + 0.005);
    expect(alone).toBeGreaterThan(drawn);
  });

  it('gains nothing from coins: others are not predicted better than by one half', () => {
    const coin = { p_init: 0.5, p_transit: 0, p_slip: 0.5, p_guess: 0.5 };
    const coins = (learners: number) => simulatedKnowledge(coin, { learners, answers: 10, seed: learners });
    const { model } = fittedKnowledge(coins(300), { start: DEFAULTS, steps: 500 });

    expect(lossOf(model, coins(2000))).toBeGreaterThan(Math.LN2 - 0.0005);
  });

  it('stays a model of probabilities, whatever the answers are', () => {
    for (const answers of [[[true]], [[false, false]], [[true, true, true]], [[], [false, true]]]) {
      const { model, logLikelihood } = fittedKnowledge(answers, { start: DEFAULTS });
      for (const name of NAMES) expect(model[name] > 0 && model[name] < 1).toBe(true);
      expect([model.p_slip < 0.5, model.p_guess < 0.5, Number.isFinite(logLikelihood)]).toEqual([true, true, true]);
    }
    expect(fittedKnowledge([], { start: DEFAULTS })).toEqual({ model: DEFAULTS, logLikelihood: 0 });
  });

  it('begins near a certainty where it is told to begin at one, which no answer could move', () => {
    const learners = [[true, false]];
    for (const start of [
      { p_init: 0.3, p_transit: 0.1, p_slip: 0, p_guess: 0 },
      { p_init: 0, p_transit: 0, p_slip: 0, p_guess: 0 },
      { p_init: 1, p_transit: 1, p_slip: 1, p_guess: 1 },
    ]) {
      expect(Number.isFinite(fittedKnowledge(learners, { start, steps: 0 }).logLikelihood)).toBe(true);
      const { model, logLikelihood } = fittedKnowledge(learners, { start, steps: 100 });
      for (const name of NAMES) expect(model[name] > 0 && model[name] < 1).toBe(true);
      expect([model.p_slip < 0.5, model.p_guess < 0.5, Number.isFinite(logLikelihood)]).toEqual([true, true, true]);
    }
  });

  it('gives no fit that has not settled, unless it is told how many steps to take', () => {
    const coin = { p_init: 0.5, p_transit: 0, p_slip: 0.5, p_guess: 0.5 };
    const coins = simulatedKnowledge(coin, { learners: 20, answers: 10, seed: 1 });

    expect(() => fittedKnowledge(coins, { start: DEFAULTS })).toThrow(/^The parameters did not settle in \d+ steps\.$/);
    expect(fittedKnowledge(coins, { start: DEFAULTS, steps: 3 }).model).not.toEqual(DEFAULTS);
  });
});
