/** A review of a card, after the one before. */
export interface CardReview {
  /** 1 Again, 2 Hard, 3 Good, 4 Easy. */
  grade: 1 | 2 | 3 | 4;
  /** Days of the calendar since the review before, by which stability changes; 0 for the first one. */
  days: number;
  /** Days since the review before, to the millisecond, by which recall is predicted. */
  gap: number;
  /** Whether recall is predicted: on a later day than the review before. */
  isPredicted: boolean;
}

/** How likely recall was, and by how much likelier it gets with each weight. It is the same array each time. */
export type Predicted = (recall: number, slopes: Float64Array, review: CardReview) => void;

const COUNT = 21;
const [LEAST, MOST] = [0.001, 36_500];
const [EASIEST, HARDEST] = [1, 10];
/** Stability is the time in which recall falls to 0.9. */
const LN_KEPT = Math.log(0.9);

/** How far a number changes with stability, with difficulty, and with weights by their places. */
type Slopes = { s: number; d: number; w: [place: number, slope: number][] };
type Changed = Slopes & { value: number };

const fixed = (value: number): Changed => ({ value, s: 0, d: 0, w: [] });
const within = (changed: Changed, least: number, most: number): Changed =>
  changed.value < least ? fixed(least) : changed.value > most ? fixed(most) : changed;

/**
 * FSRS-6 as `Scheduler` computes it but for its rounding to 8 decimals, with the derivatives of each prediction by the weights. Forwards: with stability and
 * difficulty their derivatives are carried on from review to review.
 */
export class MemorySlopes {
  private readonly stability = new Float64Array(COUNT);
  private readonly difficulty = new Float64Array(COUNT);
  private readonly recall = new Float64Array(COUNT);

  /** @param w 21 weights of FSRS-6 */
  constructor(
    private readonly w: readonly number[],
    private readonly isShortTerm: boolean,
  ) {}

  /** Goes through the reviews of a card from the first one on. */
  follow(reviews: readonly CardReview[], predicted: Predicted): void {
    let [s, d] = [0, 0];
    reviews.forEach((review, index) => {
      if (index === 0) {
        const [first, begun] = [this.firstStability(review), within(this.firstDifficulty(review), EASIEST, HARDEST)];
        [this.stability, this.difficulty].forEach((slopes) => slopes.fill(0));
        [s, d] = [first.value, begun.value];
        for (const [place, slope] of first.w) this.stability[place]! += slope;
        for (const [place, slope] of begun.w) this.difficulty[place]! += slope;
        return;
      }
      if (review.isPredicted) {
        const { value, s: byStability, w } = this.recalled(review.gap, s);
        for (let at = 0; at < COUNT; at += 1) this.recall[at] = byStability * this.stability[at]!;
        for (const [place, slope] of w) this.recall[place]! += slope;
        predicted(value, this.recall, review);
      }
      const [nextS, nextD] = [this.nextStability(review, s, d), this.nextDifficulty(review, d)];
      for (let at = 0; at < COUNT; at += 1) {
        this.stability[at] = nextS.s * this.stability[at]! + nextS.d * this.difficulty[at]!;
        this.difficulty[at]! *= nextD.d;
      }
      for (const [place, slope] of nextS.w) this.stability[place]! += slope;
      for (const [place, slope] of nextD.w) this.difficulty[place]! += slope;
      [s, d] = [nextS.value, nextD.value];
    });
  }

  /** R = (1 + f t / S)^(-w20), f = 0.9^(-1 / w20) - 1. */
  private recalled(days: number, s: number): Changed {
    const decay = this.w[20]!;
    const root = Math.exp(-LN_KEPT / decay);
    const share = days / s;
    const base = 1 + (root - 1) * share;
    const value = base ** -decay;
    const byFactor = (-decay * value) / base;
    const byDecay = -value * Math.log(base) + (byFactor * share * root * LN_KEPT) / decay ** 2;
    return { value, s: (-byFactor * (root - 1) * share) / s, d: 0, w: [[20, byDecay]] };
  }

  private firstStability({ grade }: CardReview): Changed {
    const value = this.w[grade - 1]!;
    return value > 0.1 ? { value, s: 0, d: 0, w: [[grade - 1, 1]] } : fixed(0.1);
  }

  private firstDifficulty({ grade }: Pick<CardReview, 'grade'>): Changed {
    const power = Math.exp((grade - 1) * this.w[5]!);
    return { value: this.w[4]! - power + 1, s: 0, d: 0, w: [[4, 1], [5, (1 - grade) * power]] }; // prettier-ignore
  }

  private nextDifficulty({ grade }: CardReview, d: number): Changed {
    const [w6, w7] = [this.w[6]!, this.w[7]!];
    const [far, room] = [3 - grade, (HARDEST - d) / 9];
    const moved = d + w6 * far * room;
    const easy = this.firstDifficulty({ grade: 4 });
    const changed: Changed = {
      value: w7 * easy.value + (1 - w7) * moved,
      s: 0,
      d: (1 - w7) * (1 - (w6 * far) / 9),
      w: [[6, (1 - w7) * far * room], [7, easy.value - moved], ...easy.w.map(([place, slope]): [number, number] => [place, w7 * slope])], // prettier-ignore
    };
    return within(changed, EASIEST, HARDEST);
  }

  private nextStability(review: CardReview, s: number, d: number): Changed {
    if (review.days === 0 && this.isShortTerm) return within(this.sameDay(review, s), LEAST, MOST);
    const recall = this.recalled(review.days, s);
    if (review.grade > 1) return within(this.remembered(review, s, d, recall), LEAST, MOST);
    const after = within(this.forgotten(s, d, recall), LEAST, MOST);
    const least = within(this.ceiling(s), LEAST, MOST);
    return least.value < after.value ? least : after;
  }

  private sameDay({ grade }: CardReview, s: number): Changed {
    const [w17, w18, w19] = [this.w[17]!, this.w[18]!, this.w[19]!];
    const factor = s ** -w19 * Math.exp(w17 * (grade - 3 + w18));
    if (grade > 1 && factor < 1) return { value: s, s: 1, d: 0, w: [] };
    const value = s * factor;
    return {
      ...{ value, s: (1 - w19) * factor, d: 0 },
      w: [[17, value * (grade - 3 + w18)], [18, value * w17], [19, -value * Math.log(s)]], // prettier-ignore
    };
  }

  /** What a lapse leaves at most. */
  private ceiling(s: number): Changed {
    if (!this.isShortTerm) return { value: s, s: 1, d: 0, w: [] };
    const [w17, w18] = [this.w[17]!, this.w[18]!];
    const share = Math.exp(-w17 * w18);
    const value = s * share;
    return { value, s: share, d: 0, w: [[17, -value * w18], [18, -value * w17]] }; // prettier-ignore
  }

  private forgotten(s: number, d: number, recall: Changed): Changed {
    const [w11, w12, w13, w14] = [this.w[11]!, this.w[12]!, this.w[13]!, this.w[14]!];
    const power = (s + 1) ** w13;
    const ofRest = d ** -w12 * Math.exp((1 - recall.value) * w14);
    const value = w11 * ofRest * (power - 1);
    const byRecall = -value * w14;
    return {
      value,
      s: (w11 * ofRest * w13 * power) / (s + 1) + byRecall * recall.s,
      d: (-w12 * value) / d,
      w: [
        [11, value / w11],
        [12, -value * Math.log(d)],
        [13, w11 * ofRest * power * Math.log(s + 1)],
        [14, value * (1 - recall.value)],
        ...recall.w.map(([place, slope]): [number, number] => [place, byRecall * slope]),
      ],
    };
  }

  private remembered({ grade }: CardReview, s: number, d: number, recall: Changed): Changed {
    const [w8, w9, w10] = [this.w[8]!, this.w[9]!, this.w[10]!];
    const special = grade === 2 ? 15 : grade === 4 ? 16 : undefined;
    const times = special === undefined ? 1 : this.w[special]!;
    const rate = Math.exp(w8) * s ** (1 - w9);
    const power = Math.exp((1 - recall.value) * w10);
    const plain = rate * (11 - d) * (power - 1);
    const gained = plain * times;
    const byRecall = -rate * (11 - d) * times * power * w10;
    return {
      value: s + gained,
      s: 1 + ((1 - w9) * gained) / s + byRecall * recall.s,
      d: -rate * (power - 1) * times,
      w: [
        [8, gained],
        [9, -gained * Math.log(s)],
        [10, rate * (11 - d) * times * power * (1 - recall.value)],
        ...(special === undefined ? [] : [[special, plain] as [number, number]]),
        ...recall.w.map(([place, slope]): [number, number] => [place, byRecall * slope]),
      ],
    };
  }
}
