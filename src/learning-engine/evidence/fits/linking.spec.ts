import { type CalibratedItem } from '../../learners/sets/calibration.js';
import { linkOf, onScale } from './linking.js';

const item = (n: number, difficulty: number, given: Partial<CalibratedItem> = {}): CalibratedItem => ({
  ...{ item_id: `i${n}`, difficulty, discrimination: 1, se: 0.1, answers: 100, provisional: false },
  ...{ usual_duration_ms: null, durations: null, ...given },
});
const before = [-2, -1, 0, 1, 2, 0.5].map((difficulty, n) => item(n, difficulty));
/** On a scale on which the learners are one abler, and differ twice as much. */
const other = (difficulty: number) => (difficulty - 1) / 2;
const after = before.map((one, n) => item(n, other(one.difficulty), { se: 0.05 }));

describe(linkOf.name, () => {
  it('finds the scale of the calibration before, and takes estimates there', () => {
    const link = linkOf(after, before)!;
    expect(link.slope).toBeCloseTo(2, 9);
    expect(link.shift).toBeCloseTo(1, 9);
    expect([link.anchors.length, link.drifting]).toEqual([6, []]);
    // Each difference has an error of .1 on both sides.
    expect(link.shift_se).toBeCloseTo(Math.sqrt(2 * 0.01) / Math.sqrt(6), 9);
    const [linked] = onScale([item(9, 1, { discrimination: 1.5, se: 0.2 })], link);
    expect(linked!.difficulty).toBeCloseTo(3, 9);
    expect([linked!.discrimination, linked!.se]).toEqual([0.75, 0.4]);
  });

  it('is not drawn by anchors that have changed, however many of them hide each other', () => {
    const many = Array.from({ length: 20 }, (_, n) => item(n, Math.sin(n) * 2));
    const changed = many.map((one, n) => item(n, one.difficulty + (n < 5 ? 1 : 0) - 0.5));
    const link = linkOf(changed, many)!;
    expect(link.drifting.map(({ item_id }) => item_id).sort()).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
    expect(link.shift).toBeCloseTo(0.5, 9);
    expect(link.slope).toBeCloseTo(1, 9);
    for (const { before: was, after: is } of link.drifting) expect(is - was).toBeCloseTo(1, 9);
  });

  it('does not take errors for differences between items', () => {
    // What is known less well differs more: by its errors.
    const few = before.map((one, n) => item(n, one.difficulty * 1.25, { se: Math.sqrt(0.5625 * 1.975) }));
    expect(linkOf(few, before.map((one) => ({ ...one, se: 0 })))!.slope).toBeCloseTo(1, 1); // prettier-ignore
  });

  it('takes an anchor without an error as if it were known as well as its new estimate', () => {
    const link = linkOf(after, before.map((one) => ({ ...one, se: null })))!; // prettier-ignore
    expect(link.shift).toBeCloseTo(1, 1);
  });

  it.each([
    ['fewer than five are known to both', after.slice(0, 4), before],
    ['those with few answers leave fewer than five', after.map((one, n) => ({ ...one, provisional: n > 3 })), before],
    ['they do not differ by more than their errors', before.map((_, n) => item(n, 0.01 * n, { se: 1 })), before],
  ])('finds none where %s', (_, estimates, known) => {
    expect(linkOf(estimates, known)).toBeUndefined();
  });
});

describe(onScale.name, () => {
  it('leaves out what a calibration cannot hold', () => {
    const far = [item(1, 6), item(2, 1, { discrimination: 8 }), item(3, 1)];
    expect(onScale(far, { slope: 2, shift: 0 }).map(({ item_id }) => item_id)).toEqual(['i2', 'i3']);
    expect(onScale(far, { slope: 0.5, shift: 0 }).map(({ item_id }) => item_id)).toEqual(['i1', 'i3']);
  });
});
