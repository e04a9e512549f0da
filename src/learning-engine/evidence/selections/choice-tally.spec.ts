import { draws } from '../draws.js';
import { type ChoiceReport } from './choice-report.js';
import { ChoiceTally } from './choice-tally.js';

const ITEMS = ['a', 'b', 'c', 'd', 'e'];
/** Planted: how likely each question is to be right, for a learner of ability 0. */
const WORTH = [0.3, 0.4, 0.5, 0.6, 0.7];

type Way = readonly number[];
/** Mostly one question, at times any. */
const mostly = (best: number, rate: number): Way =>
  ITEMS.map((_, item) => rate / ITEMS.length + (item === best ? 1 - rate : 0));
const worthOf = (way: Way): number => way.reduce((sum, p, item) => sum + p * WORTH[item]!, 0);

interface World {
  seed: string;
  logged: Way;
  candidate: Way;
  learners?: number;
  /** How likely choices are said to be. Default as they are. */
  said?: Way;
}

/** Learners who differ in ability and in how many questions they are asked. */
function simulated({ seed, logged, candidate, learners = 50, said = logged }: World): ChoiceReport {
  const numbers = draws(seed);
  const next = () => numbers.next().value;
  const tally = new ChoiceTally();
  const would = candidate.flatMap((probability, item) =>
    probability > 0 ? [{ item_id: ITEMS[item]!, probability }] : [],
  );
  const notCovered = candidate.reduce((sum, p, item) => sum + (said[item] === 0 ? p : 0), 0);
  for (let learner = 0; learner < learners; learner += 1) {
    const ability = 0.4 * (next() - 0.5);
    const choices = Array.from({ length: 2 + Math.floor(next() * 30) }, () => {
      let item = 0;
      for (let left = next(); left >= logged[item]! && item < ITEMS.length - 1; item += 1) left -= logged[item]!;
      const reward = Number(next() < WORTH[item]! + ability);
      return { itemId: ITEMS[item]!, reward, propensity: said[item]!, candidate: would, notCovered };
    });
    tally.add(choices);
  }
  return tally.report({ resamples: 400 });
}

const RUNS = 100;
const repeated = (world: Omit<World, 'seed'>): ChoiceReport[] =>
  Array.from({ length: RUNS }, (_, run) => simulated({ ...world, seed: `run ${run}` }));
const share = (reports: readonly ChoiceReport[], isSo: (report: ChoiceReport) => boolean): number =>
  reports.filter(isSo).length / reports.length;

/** By simulated learners, of whom it is known what the candidate would have led to. */
describe(ChoiceTally.name, () => {
  const logged = mostly(1, 0.4);

  it('calls a planted better way to choose better, a worse one worse, and the same one neither', () => {
    const better = repeated({ logged, candidate: mostly(4, 0.4) });
    expect(share(better, ({ comparison }) => comparison!.verdict === 'better')).toBeGreaterThan(0.9);
    const worse = repeated({ logged: mostly(3, 0.4), candidate: mostly(0, 0.4) });
    expect(share(worse, ({ comparison }) => comparison!.verdict === 'worse')).toBeGreaterThan(0.9);
    const same = repeated({ logged, candidate: logged });
    expect(share(same, ({ comparison }) => comparison!.verdict !== 'cannot tell')).toBeLessThanOrEqual(0.1);
  });

  it('has intervals that hold the truth as often as they say, and the doubly robust ones are narrower', () => {
    const candidate = mostly(3, 0.3);
    const reports = repeated({ logged, candidate });
    for (const [name, truth] of [
      ['inverse_propensity', worthOf(candidate)],
      ['doubly_robust', worthOf(candidate)],
      ['observed', worthOf(logged)],
      ['difference', worthOf(candidate) - worthOf(logged)],
    ] as const) {
      const held = share(reports, ({ comparison }) => {
        const [low, high] = comparison![name].interval!;
        return low <= truth && truth <= high;
      });
      expect([name, held]).toEqual([name, expect.closeTo(0.95, 1)]);
      expect(held).toBeGreaterThan(0.9);
    }
    const widthOf = (name: 'doubly_robust' | 'inverse_propensity') => (report: ChoiceReport) =>
      report.comparison![name].interval![1] - report.comparison![name].interval![0];
    const narrower = share(reports, (one) => widthOf('doubly_robust')(one) < widthOf('inverse_propensity')(one));
    expect(narrower).toBeGreaterThan(0.9);
  });

  it('knows how much the selections say', () => {
    const same = simulated({ seed: 's', logged, candidate: logged });
    expect(same.effective_selections).toBeCloseTo(same.selections, 6);
    expect(same).toMatchObject({ largest_weight: 1, not_covered: 0, refused: null });
    const other = simulated({ seed: 's', logged, candidate: mostly(4, 0) });
    expect(other.effective_selections).toBeLessThan(0.2 * other.selections);
    expect(other.largest_weight).toBeCloseTo(1 / logged[4]!, 9);
  });

  it.each([
    ['NO_OVERLAP', 'exploration_rate above 0', { logged: mostly(1, 0), candidate: mostly(4, 0.4) }],
    ['TOO_LITTLE_OVERLAP', 'a larger exploration_rate', { logged: mostly(1, 0.06), candidate: mostly(4, 0) }],
    ['TOO_FEW_SELECTIONS', 'At least 100 of 30', { logged, candidate: mostly(4, 0.4), learners: 29 }],
    ['CHANCES_DO_NOT_FIT', 'runs.verify', { logged: mostly(1, 0.1), candidate: mostly(4, 0.4), said: mostly(1, 0.9) }],
  ] as const)('says no number, but %s', (code, remedy, world) => {
    const { refused, comparison } = simulated({ seed: 'refused', ...world });
    expect(refused).toEqual({ code, reason: expect.stringContaining(remedy) as string });
    expect(comparison).toBeNull();
  });

  it('leaves open what could not have been chosen: the interval is wider by it', () => {
    const part = (rest: number): Way => [0, rest, 0.5, 0.5 - rest, 0];
    const covered = simulated({ seed: 'wide', logged: [0, 0.1, 0.5, 0.4, 0], candidate: part(0.2) });
    const candidate = part(0.2).with(4, 0.04).with(3, 0.26);
    const open = simulated({ seed: 'wide', logged: [0, 0.1, 0.5, 0.4, 0], candidate });
    expect(open.not_covered).toBeCloseTo(0.04, 9);
    const [least, most] = [covered, open].map(({ comparison }) => comparison!.smallest_difference!);
    expect(most! - least!).toBeGreaterThan(0.03);
  });

  it('says nothing of nothing', () => {
    expect(new ChoiceTally().report()).toMatchObject({ selections: 0, refused: { code: 'TOO_FEW_SELECTIONS' } });
  });
});
