import { DAY, entriesOf, foldingWith, type Given, NOW } from '../../../../test/support/engine/going-on.js';
import { foldAnew } from '../../learners/folding.js';
import { draws } from '../draws.js';
import { compareStates } from './compare-states.js';
import { forecastOf } from './forecast.js';
import { partOf, saidOf } from './preview-report.js';
import { addTo, newTally } from './preview-tally.js';
import { type Stratum } from './stratified.js';

describe('the forecast for many learners', () => {
  const EXPECTED = 0.7;
  const LEARNERS = 54;

  /** Learners who answer so many questions a day: what is due, and before `NOW` also what is not. */
  class World {
    private readonly draw;
    private readonly learners: { perDay: number; items: { right: number; due: number }[]; given: Given[] }[] = [];

    constructor(seed: string) {
      this.draw = draws(seed);
      for (let n = 0; n < LEARNERS; n += 1) {
        const kind = Math.floor(n / 3);
        const items = Array.from({ length: 3 + (kind % 9) }, () => ({ right: 0, due: NOW - 31 * DAY }));
        const learner = { perDay: 1 + (kind % 3), items, given: [] as Given[] };
        for (let day = -30; day < 0; day += 1) this.answer(learner, day, Infinity);
        this.learners.push(learner);
      }
    }

    private answer({ perDay, items, given }: World['learners'][number], day: number, before: number): number {
      const order = items
        .map(({ due }, item) => ({ due, item }))
        .filter(({ due }) => due <= before)
        .sort((one, other) => one.due - other.due || (`i${one.item}` < `i${other.item}` ? -1 : 1));
      const chosen = order.slice(0, perDay);
      chosen.forEach(({ item }) => {
        const at = NOW + day * DAY + 1;
        const correct = this.draw.next().value < EXPECTED;
        const state = items[item]!;
        state.right = correct ? state.right + 1 : 0;
        state.due = at + (state.right + 1) * DAY;
        given.push({ item, at, correct });
      });
      return chosen.length;
    }

    logs = (): Given[][] => this.learners.map(({ given }) => [...given]);

    /** What became of all of them 30 days later. */
    goOn(): { due: number; reviews: number } {
      let [due, reviews] = [0, 0];
      for (const learner of this.learners) {
        for (let day = 0; day < 30; day += 1) reviews += this.answer(learner, day, NOW + day * DAY + 1);
        due += learner.items.filter((item) => item.due <= NOW + 30 * DAY).length;
      }
      return { due, reviews };
    }
  }

  /** @param drawn of all learners, every so-manieth */
  function forecast(logs: readonly Given[][], world: number, drawn: number) {
    const folding = foldingWith(EXPECTED);
    const stratum: Stratum = { of: logs.length, tally: newTally() };
    logs.forEach((given, learner) => {
      if (learner % drawn > 0) return;
      const entries = entriesOf(given);
      const { states } = foldAnew(folding, entries);
      const comparison = compareStates(states, states, [NOW]);
      const asked = { now: NOW, seed: `${world}:${learner}`, side: 'candidate' } as const;
      Object.assign(comparison.counts, forecastOf(folding, entries, states, asked));
      addTo(stratum.tally, comparison, 1);
    });
    return partOf([stratum], [NOW], saidOf([stratum])).forecast!.find(({ within }) => within === '30 days')!;
  }

  it.each([
    ['all', 1],
    ['a third', 3],
  ])('holds what comes of them in its interval, of %s of them', (_name, drawn) => {
    const held = { due: 0, reviews: 0 };
    const WORLDS = 30;
    for (let world = 0; world < WORLDS; world += 1) {
      const simulated = new World(`world ${world}`);
      const found = forecast(simulated.logs(), world, drawn);
      const came = simulated.goOn();
      for (const what of ['due', 'reviews'] as const) {
        const [low, high] = found[what].candidate.interval!;
        expect(high).toBeGreaterThan(low);
        if (came[what] >= low && came[what] <= high) held[what] += 1;
      }
    }
    // Of 30 intervals that hold with 95 %, 24 or fewer hold in one of 300 cases.
    expect(held.due).toBeGreaterThan(24);
    expect(held.reviews).toBeGreaterThan(24);
  });
});
