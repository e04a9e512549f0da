import { type MistakesV2Question } from './mistakes-v2.contract.js';

/** Classes of ability, each 0.4 logits wide; the outer two are open. They are fixed, so that counts of any learners add up. */
export const STRATA = 16;
const WIDTH = 0.4;
const LOWEST = -(STRATA / 2) * WIDTH;

const ABILITIES = Array.from({ length: 41 }, (_, point) => (point - 20) / 5);

/** 1 + e^(theta - b) at each ability: by this a likelihood is divided for a question of difficulty b. */
export const factorsOf = ({ difficulty = 0 }: MistakesV2Question): readonly number[] =>
  ABILITIES.map((theta) => 1 + Math.exp(theta - difficulty));

/**
 * In which class of ability a learner is, by the answers to the other questions than one or two. The ability is the mean of its
 * posterior distribution under the Rasch model with a standard normal prior (expected a posteriori); where all answered all
 * questions, that is an order by the number of right answers to the others. To count the answers that are looked at would make
 * them depend on each other.
 *
 * One instance is for the learners who answered the same questions: those with as many right answers to the others are alike.
 */
export class StrataOf {
  private readonly weights: number[][] = [];
  private readonly known: (Uint8Array | undefined)[] = [];

  /** @param factors of each question that was answered, by its place */
  constructor(private readonly factors: readonly (readonly number[])[]) {}

  /**
   * @param right answers to the other questions
   * @param first place of a question that is left out, or -1
   * @param second place of another one, or -1
   */
  of(right: number, first: number, second: number): number {
    const size = this.factors.length + 1;
    const known = (this.known[right] ??= new Uint8Array(size * size));
    const place = (first + 1) * size + second + 1;
    // 0 is not known yet.
    return (known[place] ||= this.compute(right, first, second) + 1) - 1;
  }

  private compute(right: number, first: number, second: number): number {
    const weights = (this.weights[right] ??= this.weightsFor(right));
    const [one, other] = [this.factors[first], this.factors[second]];
    let [sum, total] = [0, 0];
    for (let point = 0; point < ABILITIES.length; point += 1) {
      const weight = weights[point]! * (one ? one[point]! : 1) * (other ? other[point]! : 1);
      total += weight;
      sum += weight * ABILITIES[point]!;
    }
    return Math.min(STRATA - 1, Math.max(0, Math.floor((sum / total - LOWEST) / WIDTH)));
  }

  /** Prior times likelihood of so many right answers, as if no other question had been answered wrong. */
  private weightsFor(right: number): number[] {
    const logs = ABILITIES.map((theta, point) =>
      this.factors.reduce((log, factor) => log - Math.log(factor[point]!), right * theta - (theta * theta) / 2),
    );
    const highest = Math.max(...logs);
    return logs.map((log) => Math.exp(log - highest));
  }
}
