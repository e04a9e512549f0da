import * as fc from 'fast-check';
import { inside } from '../../../../../test/support/engine/valid-sets.js';
import { RevisionV2Params } from './revision-v2.params.js';
import { learnerAfter, newLearner, probabilityOf } from './revision-v2.trust.js';

/** How much more than the model, and than the moving average, the mixture of them may lose over n reviews. */
const mostLost = (n: number, { model_prior, trust_drift }: RevisionV2Params) => ({
  toModel: -Math.log(model_prior) - n * Math.log(1 - trust_drift * (1 - model_prior)),
  toAverage: -Math.log(1 - model_prior) - n * Math.log(1 - trust_drift * model_prior),
});
/** How much more it loses. */
function lost(reviewed: readonly { recall: number; isRight: boolean }[], params: RevisionV2Params) {
  let learner = newLearner(params);
  const more = { toModel: 0, toAverage: 0 };
  for (const { recall, isRight } of reviewed) {
    const lossOf = (p: number) => -Math.log(isRight ? p : 1 - p);
    const mixed = lossOf(probabilityOf(learner, recall));
    more.toModel += mixed - lossOf(recall);
    more.toAverage += mixed - lossOf(learner.average);
    learner = learnerAfter(params, learner, recall, isRight);
  }
  return more;
}

describe('the trust of revision v2', () => {
  it('loses no more than is said to the model and to the moving average, whatever the results are', () => {
    const reviewed = fc.record({ recall: fc.constantFrom(0.001, 0.3, 0.9, 0.999), isRight: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(reviewed, { maxLength: 300, size: 'max' }),
        fc.record({ model_prior: inside(0.05, 0.95), trust_drift: inside(0, 0.5), result_decay: inside(0, 1) }),
        (given, set) => {
          const params = Object.assign(new RevisionV2Params(), set);
          const [more, most] = [lost(given, params), mostLost(given.length, params)];

          expect(more.toModel).toBeLessThan(most.toModel + 1e-5);
          expect(more.toAverage).toBeLessThan(most.toAverage + 1e-5);
        },
      ),
    );
  });

  it.each([400, 4000, 20_000])('loses nearly as much to the average where the model is wrong: in %i reviews', (n) => {
    const params = new RevisionV2Params();
    const given = Array.from({ length: n }, (_, index) => ({ recall: 0.95, isRight: index % 2 === 0 }));
    const [more, most] = [lost(given, params), mostLost(n, params)];

    expect(more.toAverage).toBeLessThan(most.toAverage);
    expect(more.toAverage).toBeGreaterThan(most.toAverage - 0.05);
  });

  it('rises where the model was nearer to a result than the average, falls where it was not, and never is lost for good', () => {
    const params = new RevisionV2Params();
    const learner = { model_trust: 0.9, average: 0.5, reviews: 7 };
    const after = (known: typeof learner, results: boolean[]) =>
      results.reduce((before, isRight) => learnerAfter(params, { ...before, average: 0.5 }, 0.9, isRight), known);
    const misled = after(learner, Array<boolean>(2000).fill(false));

    expect(after(learner, [true]).model_trust).toBeGreaterThan(0.9);
    expect(after(learner, [false]).model_trust).toBeLessThan(0.9);
    expect(misled.model_trust).toBeGreaterThan(params.trust_drift * params.model_prior * 0.99);
    expect(misled.model_trust).toBeLessThan(0.01);
    expect(after(misled, Array<boolean>(30).fill(true)).model_trust).toBeGreaterThan(0.9);
  });
});
