import { type Comparison, type Goal, isMet } from './benchmark.js';
import { median } from './statistics.js';

/** What came of a comparison. */
export interface Row {
  what: string;
  unit: string;
  /** Medians. */
  ours: number;
  peer: number | null;
  /** Median of the rounds' ratios, which what is slow in the machine for a while touches on both sides. */
  ratio: number | null;
  /** Lowest and highest ratio of a round; of ours where there is no peer. */
  low: number;
  high: number;
  /** Null where nothing is wanted. */
  goal: Goal | null;
  met: boolean | null;
}

/** One side after the other, `rounds` times, after a round that warms up and is not counted. */
export async function compare({ what, unit, goal, ours, peer }: Comparison, rounds: number): Promise<Row> {
  const figures: { ours: number; peer: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const figure = { ours: await ours(), peer: (await peer?.()) ?? 1 };
    if (round > 0) figures.push(figure);
  }
  const ratios = figures.map((figure) => figure.ours / figure.peer);
  const ratio = median(ratios);
  return {
    what,
    unit,
    ours: median(figures.map((figure) => figure.ours)),
    peer: peer ? median(figures.map((figure) => figure.peer)) : null,
    ratio: peer ? ratio : null,
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    goal: goal ?? null,
    met: goal ? isMet(goal, ratio) : null,
  };
}
