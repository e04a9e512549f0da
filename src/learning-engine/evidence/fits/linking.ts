import { type CalibratedItem } from '../../learners/sets/calibration.js';

/** With fewer, one item that has changed would decide the scale. */
export const FEWEST_ANCHORS = 5;
/** How many standard errors an anchor may be off before it counts as changed. */
const FARTHEST_OFF = 3;
/** What a calibration can hold. */
const MOST_DIFFICULT = 10;
const SHARPEST = 10;

/** An item that was in the calibration before, and has changed since. */
export type Drifting = {
  item_id: string;
  before: number;
  /** On the scale of the calibration before. */
  after: number;
  /** Standard error of the difference. */
  se: number;
};

/** How one scale goes over to another: `slope` times a difficulty, plus `shift`. */
export type Link = {
  slope: number;
  shift: number;
  /** Standard error of the shift, at the mean of the anchors. */
  shift_se: number;
  /** Items that both calibrations know, and that have not changed. */
  anchors: string[];
  /** Those that have, the one that is furthest off first. They are on the new scale by their new answers. */
  drifting: Drifting[];
};

type Pair = { item_id: string; before: number; after: number; seBefore: number; seAfter: number };

/**
 * Finds how estimates go over to the scale of the calibration before, by the mean and the deviation of the difficulties of common
 * items (Marco 1977; Kolen & Brennan 2014, Test Equating, 6.2). Maximum likelihood fixes its scale by the learners of each time; without
 * a link, better learners would make all items look easier. Variances are without those of the errors, which differ between the two. An
 * item that is off by more than 3 standard errors is no anchor: the furthest one is left out, until none is.
 *
 * @param before an item without a standard error counts as if it had that of its new estimate
 * @returns undefined where there are fewer than 5 anchors, or they do not differ by more than their errors
 */
export function linkOf(estimates: readonly CalibratedItem[], before: readonly CalibratedItem[]): Link | undefined {
  const known = new Map(before.map((item) => [item.item_id, item]));
  let anchors = estimates.flatMap(({ item_id, difficulty, se, provisional }): Pair[] => {
    const earlier = known.get(item_id);
    if (!earlier || earlier.provisional || provisional || se === null) return [];
    return [{ item_id, before: earlier.difficulty, after: difficulty, seBefore: earlier.se ?? se, seAfter: se }];
  });
  const changed: Pair[] = [];
  for (;;) {
    const scale = scaleOf(anchors);
    if (!scale) return undefined;
    const offs = anchors.map((anchor) => offOf(anchor, scale));
    const furthest = offs.reduce((most, off, at) => (off.off > offs[most]!.off ? at : most), 0);
    if (offs[furthest]!.off <= FARTHEST_OFF) {
      const variance = offs.reduce((sum, { se }) => sum + se ** 2, 0);
      const drifting = changed
        .map((pair) => ({ pair, ...offOf(pair, scale) }))
        .sort((one, other) => other.off - one.off)
        .map(({ pair: { item_id, before: was }, after, se }) => ({ item_id, before: was, after, se }));
      return {
        ...{ ...scale, shift_se: Math.sqrt(variance) / anchors.length },
        ...{ anchors: anchors.map(({ item_id }) => item_id), drifting },
      };
    }
    changed.push(anchors[furthest]!);
    anchors = anchors.filter((_, at) => at !== furthest);
  }
}

function offOf({ before, after, seBefore, seAfter }: Pair, { slope, shift }: Pick<Link, 'slope' | 'shift'>) {
  const linked = slope * after + shift;
  const se = Math.hypot(seBefore, slope * seAfter);
  return { after: linked, se, off: Math.abs(linked - before) / se };
}

function scaleOf(anchors: readonly Pair[]): Pick<Link, 'slope' | 'shift'> | undefined {
  if (anchors.length < FEWEST_ANCHORS) return undefined;
  const before = spreadOf(anchors.map((one) => ({ value: one.before, se: one.seBefore })));
  const after = spreadOf(anchors.map((one) => ({ value: one.after, se: one.seAfter })));
  if (!(before.variance > 0 && after.variance > 0)) return undefined;
  const slope = Math.sqrt(before.variance / after.variance);
  return { slope, shift: before.mean - slope * after.mean };
}

/** Mean, and the variance that is left without that of the errors. */
function spreadOf(values: readonly { value: number; se: number }[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const errors = values.reduce((sum, { se }) => sum + se ** 2, 0) / values.length;
  return { mean, variance: squares - errors };
}

/** On the scale of the calibration before. What would leave the bounds of a calibration is left out. */
export const onScale = (
  estimates: readonly CalibratedItem[],
  { slope, shift }: Pick<Link, 'slope' | 'shift'>,
): CalibratedItem[] =>
  estimates
    .map((item) => ({
      ...item,
      difficulty: slope * item.difficulty + shift,
      se: item.se === null ? null : slope * item.se,
      discrimination: item.discrimination === null ? null : item.discrimination / slope,
    }))
    .filter(
      ({ difficulty, discrimination }) =>
        Math.abs(difficulty) <= MOST_DIFFICULT && (discrimination === null || discrimination <= SHARPEST),
    );
