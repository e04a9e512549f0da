/** As much as so many values of all questions together. */
const PRIOR = 10;
const UNKNOWN = 0.5;

interface Sum {
  sum: number;
  count: number;
}

/** What learners had from each question so far: its mean, drawn towards that of all where few had it. */
export class LearnedRewards {
  private readonly all: Sum = { sum: 0, count: 0 };
  private readonly items = new Map<string, Sum>();

  add(itemId: string, reward: number): void {
    const item = this.items.get(itemId) ?? { sum: 0, count: 0 };
    this.items.set(itemId, item);
    for (const one of [item, this.all]) {
      one.sum += reward;
      one.count += 1;
    }
  }

  /** From 0 to 1. */
  of(itemId: string): number {
    const mean = this.all.count === 0 ? UNKNOWN : this.all.sum / this.all.count;
    const { sum, count } = this.items.get(itemId) ?? { sum: 0, count: 0 };
    return (sum + PRIOR * mean) / (count + PRIOR);
  }
}
