import { sha256 } from '../json/canonical-json.js';

/** The same draws for the same seed, and how large and how full what is made of them is. */
export class Draws {
  private state: number;
  readonly fullness: number;
  readonly widest: number;

  constructor(
    seed: string,
    readonly longest: number,
  ) {
    this.state = Number.parseInt(sha256(seed).slice(0, 8), 16);
    this.fullness = this.oneOf([0.1, 0.5]);
    this.widest = this.oneOf([2, 1000]);
  }

  /** From [0, 1): the generator mulberry32, because an input takes thousands of draws. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(this.next() * (maximum - minimum + 1));
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)]!;
  }
}
