import { type Choosable } from './choosable.js';
import { compareTexts } from './order.js';

/**
 * Candidates that chance may choose, in id order, of which some are taken away. A Fenwick tree counts those that are left,
 * so that finding the n-th and taking one away are O(log n) each.
 */
export class Band<T extends Choosable> {
  private readonly members: T[];
  private readonly places = new Map<T, number>();
  private readonly counts: Uint32Array;
  private left: number;

  constructor(members: Iterable<T>) {
    this.members = [...members].sort((one, other) => compareTexts(one.candidate.item_id, other.candidate.item_id));
    this.left = this.members.length;
    this.counts = new Uint32Array(this.left + 1);
    this.members.forEach((member, index) => {
      this.places.set(member, index + 1);
      this.counts[index + 1] = lowestBit(index + 1);
    });
  }

  get size(): number {
    return this.left;
  }

  /** @param n from 0, less than `size` */
  nth(n: number): T {
    let place = 0;
    let before = n;
    for (let step = highestBit(this.members.length); step > 0; step >>= 1) {
      const next = place + step;
      if (next < this.counts.length && this.counts[next]! <= before) {
        place = next;
        before -= this.counts[next]!;
      }
    }
    return this.members[place]!;
  }

  remove(member: T): void {
    const found = this.places.get(member);
    if (found === undefined) return;
    this.places.delete(member);
    this.left -= 1;
    for (let place = found; place < this.counts.length; place += lowestBit(place)) this.counts[place]! -= 1;
  }
}

const lowestBit = (value: number): number => value & -value;
const highestBit = (value: number): number => (value === 0 ? 0 : 1 << (31 - Math.clz32(value)));
