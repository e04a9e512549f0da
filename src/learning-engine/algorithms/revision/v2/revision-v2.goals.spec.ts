import { recallOf } from '../../../../../test/models/recall-table.js';
import { RevisionV2Algorithm } from './revision-v2.algorithm.js';

describe(`${RevisionV2Algorithm.name} with simulated learners`, () => {
  const told = (name: string) => {
    const { contenders } = recallOf(name, 12, 60);
    return Object.fromEntries(contenders.map((contender) => [contender.name, contender.log_loss]));
  };

  it('predicts far better than version 1 where recall is not as the model says, and nearly as well as the average', () => {
    const losses = told('a level of their own, whatever the model says');

    expect(losses['revision v2']!).toBeLessThan(losses['revision v1']! - 0.05);
    expect(losses['revision v2']!).toBeLessThan(losses['moving average']! + 0.015);
  });

  it('loses next to nothing where recall is as the model says, and is far better than the average', () => {
    const losses = told('as the model says');

    expect(losses['revision v2']!).toBeLessThan(losses['revision v1']! + 0.002);
    expect(losses['revision v2']!).toBeLessThan(losses['moving average']! - 0.05);
  });
});
