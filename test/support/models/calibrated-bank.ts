import {
  DifficultyV2Algorithm,
  type DifficultyV2Learner,
  type DifficultyV2Output,
  DifficultyV2Params,
} from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';

export interface BankSettings {
  seed: number;
  learners: number;
  items: number;
  /** Share of the items that each learner answers; all by default. */
  answered?: number;
  /** How these are chosen: by chance, or near the ability as it shows. */
  assigned?: 'random' | 'adaptive';
  /** Deviation of the logarithm of discriminations; 0.3 by default. */
  slopes?: number;
  /** Mean ability; 0 by default. */
  ability?: number;
  /** The item that is easier by 1.5 logits in the second half of the answers. */
  leaked?: number;
}

export interface SimulatedBank {
  difficulties: number[];
  learners: DifficultyV2Learner[];
}

const FIRST = Date.parse('2026-01-21T12:00:00.000Z');
const LEAK = 1.5;
const AMONG = 5;

export const itemId = (item: number): string => `i${String(item).padStart(4, '0')}`;

/** Learners with normal abilities answer by the two-parameter model, one after the other. */
export function simulatedBank(settings: BankSettings): SimulatedBank {
  const {
    seed,
    learners,
    items,
    answered = 1,
    assigned = 'random',
    slopes = 0.3,
    ability: mean = 0,
    leaked,
  } = settings;
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const difficulties = Array.from({ length: items }, normal);
  const discriminations = Array.from({ length: items }, () => Math.exp(slopes * normal()));
  const count = Math.round(answered * items);
  return {
    difficulties,
    learners: Array.from({ length: learners }, (_, learner) => {
      const ability = mean + normal();
      const open = difficulties.map((_ignored, item) => item);
      let shown = 0;
      const answers = Array.from({ length: count }, (_ignored, n) => {
        if (assigned === 'adaptive') open.sort((one, other) => Math.abs(difficulties[one]! - shown) - Math.abs(difficulties[other]! - shown)); // prettier-ignore
        const among = assigned === 'adaptive' ? Math.min(AMONG, open.length) : open.length;
        const [item] = open.splice(Math.floor(random() * among), 1) as [number];
        const gift = item === leaked && learner >= learners / 2 ? LEAK : 0;
        const correct = random() < 1 / (1 + Math.exp(-discriminations[item]! * (ability - difficulties[item]! + gift)));
        shown += (correct ? 1 : -1) / (1 + n / 3);
        return { item_id: itemId(item), correct, at: new Date(FIRST + 60_000 * learner + 1000 * n).toISOString() };
      });
      return { learner_id: `l${String(learner).padStart(5, '0')}`, answers };
    }),
  };
}

export const calibrate = (
  learners: readonly DifficultyV2Learner[],
  changes: Partial<DifficultyV2Params> = {},
): DifficultyV2Output =>
  new DifficultyV2Algorithm().compute(Object.assign(new DifficultyV2Params(), changes), {
    items: [],
    learners: [...learners],
  });

/** How near estimates come to the truth. */
export interface Calibrated {
  /** Share of items whose 95 % interval holds the true difficulty. */
  covered: number;
  /** Mean of estimate less truth, its slope on the truth less 1, and the root of the mean squared error. */
  bias: number;
  tilt: number;
  error: number;
  /** Items that are not estimated; changes with time that are reported and are none, and that the leaked item is found. */
  missing: number;
  falseDrifts: number;
  leak: boolean;
}

export function calibrated(settings: BankSettings): Calibrated {
  const { difficulties, learners } = simulatedBank(settings);
  const { items } = calibrate(learners);
  const found = items.flatMap(({ item_id, difficulty, se }) => {
    const truth = difficulties[Number(item_id.slice(1))]!;
    return difficulty === null ? [] : { truth, miss: difficulty - truth, se: se! };
  });
  const mean = (value: (one: (typeof found)[0]) => number) =>
    found.reduce((sum, one) => sum + value(one), 0) / found.length;
  const [bias, center] = [mean(({ miss }) => miss), mean(({ truth }) => truth)];
  const changed = items.filter(({ drift }) => drift && drift.verdict !== 'stable');
  const isLeaked = ({ item_id }: { item_id: string }) =>
    settings.leaked !== undefined && item_id === itemId(settings.leaked);
  return {
    covered: mean(({ miss, se }) => Number(Math.abs(miss) <= 1.96 * se)),
    bias,
    tilt: mean(({ truth, miss }) => (truth - center) * (miss - bias)) / mean(({ truth }) => (truth - center) ** 2),
    error: Math.sqrt(mean(({ miss }) => miss ** 2)),
    missing: settings.items - found.length,
    falseDrifts: changed.filter((item) => !isLeaked(item)).length,
    leak: changed.some((item) => isLeaked(item) && item.drift!.verdict === 'easier'),
  };
}
