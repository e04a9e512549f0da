import { type FirstChoice } from '../../authoring/select.js';
import { type BootstrapOptions, type Estimate, estimates, ratio } from '../bootstrap.js';
import { type ChoiceComparison, type ChoiceReport, type NoComparison } from './choice-report.js';
import { LearnedRewards } from './learned-rewards.js';

/** A selection that was made, and what came of it. */
export interface JudgedChoice {
  itemId: string;
  /** What came of it, from 0 to 1. */
  reward: number;
  /** The probability with which it was chosen, above 0. */
  propensity: number;
  /** What the candidate would have chosen. */
  candidate: readonly FirstChoice[];
  /** How much of that could not have been chosen, 0 to 1. */
  notCovered: number;
}

/** With fewer nothing is said: as of groups, and as intervals over few learners are too narrow where weights are large. */
const FEWEST = { selections: 100, learners: 30, effective: 50 };
/** More of what the candidate would choose must not be unseen. */
const MOST_NOT_COVERED = 0.05;
/** Standard errors by which the mean weight may be off. */
const FARTHEST = 4;

const DRAWN = { seed: 'selections' };

/** Sums of a learner. */
interface LearnerSums {
  selections: number;
  observed: number;
  weighted: number;
  robust: number;
  weights: number;
}

/**
 * Compares a way to choose with those by which was chosen (Horvitz & Thompson 1952; Dudík, Langford & Li 2011, Doubly Robust Policy
 * Evaluation and Learning, ICML; effective size: Kish 1965). What a question is worth is learned from the learners before, so that no value
 * tells of itself. It judges one choice at a time: what the candidate would have led to later is not seen.
 */
export class ChoiceTally {
  private readonly learners: LearnerSums[] = [];
  private readonly rewards = new LearnedRewards();
  private squares = 0;
  private largest = 0;
  private notCovered = 0;

  /** The choices of the next learner: learners in an order that is their own, such as that of their ids. */
  add(choices: readonly JudgedChoice[]): void {
    if (choices.length === 0) return;
    const sums: LearnerSums = { selections: choices.length, observed: 0, weighted: 0, robust: 0, weights: 0 };
    for (const { itemId, reward, propensity, candidate, notCovered } of choices) {
      const probability = candidate.find(({ item_id }) => item_id === itemId)?.probability ?? 0;
      const weight = probability / propensity;
      const direct = candidate.reduce((sum, one) => sum + one.probability * this.rewards.of(one.item_id), 0);
      sums.observed += reward;
      sums.weighted += weight * reward;
      sums.robust += direct + weight * (reward - this.rewards.of(itemId));
      sums.weights += weight;
      this.squares += weight ** 2;
      this.largest = Math.max(this.largest, weight);
      this.notCovered += notCovered;
    }
    for (const { itemId, reward } of choices) this.rewards.add(itemId, reward);
    this.learners.push(sums);
  }

  report(options: Pick<BootstrapOptions, 'resamples'> = {}): ChoiceReport {
    const counts = this.learners.map(({ selections }) => selections);
    const selections = sum(counts);
    const weights = sum(this.sums('weights'));
    const found = {
      ...{ selections, learners: this.learners.length },
      effective_selections: this.squares === 0 ? 0 : weights ** 2 / this.squares,
      not_covered: selections === 0 ? 0 : this.notCovered / selections,
      largest_weight: this.largest,
    };
    const code = this.objection(found, counts);
    if (code) return { ...found, refused: { code, reason: REASONS[code](found) }, comparison: null };
    return { ...found, refused: null, comparison: this.comparison(found.not_covered, counts, options) };
  }

  private objection(
    { selections, learners, effective_selections, not_covered }: Found,
    counts: readonly number[],
  ): NoComparison | undefined {
    if (selections < FEWEST.selections || learners < FEWEST.learners) return 'TOO_FEW_SELECTIONS';
    if (not_covered > MOST_NOT_COVERED) return 'NO_OVERLAP';
    // Chances that are as they were said to be have a mean weight of what is covered.
    const { mean, error } = ratio(this.sums('weights'), counts, counts.map((_, learner) => learner)); // prettier-ignore
    if (Math.abs(mean - (1 - not_covered)) > FARTHEST * error + 1e-9) return 'CHANCES_DO_NOT_FIT';
    return effective_selections < FEWEST.effective ? 'TOO_LITTLE_OVERLAP' : undefined;
  }

  private comparison(
    notCovered: number,
    counts: readonly number[],
    options: Pick<BootstrapOptions, 'resamples'>,
  ): ChoiceComparison {
    const [observed, weighted, robust] = (['observed', 'weighted', 'robust'] as const).map((name) => this.sums(name));
    const differences = robust!.map((value, learner) => value - observed![learner]!);
    const found = estimates([observed!, weighted!, robust!, differences], counts, { ...DRAWN, ...options });
    // Of what is not covered, the value may be anything from 0 to 1.
    const difference = widened(found[3]!, notCovered, notCovered);
    const [low, high] = difference.interval ?? [-Infinity, Infinity];
    return {
      observed: found[0]!,
      inverse_propensity: widened(found[1]!, 0, notCovered),
      doubly_robust: widened(found[2]!, notCovered, notCovered),
      difference,
      verdict: low > 0 ? 'better' : high < 0 ? 'worse' : 'cannot tell',
      smallest_difference: difference.interval && (high - low) / 2,
    };
  }

  private sums(name: keyof LearnerSums): number[] {
    return this.learners.map((learner) => learner[name]);
  }
}

type Found = Omit<ChoiceReport, 'refused' | 'comparison'>;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const REASONS: Readonly<Record<NoComparison, (found: Found) => string>> = {
  TOO_FEW_SELECTIONS: ({ selections, learners }) =>
    `There are ${selections} selections of ${learners} learners. At least ${FEWEST.selections} of ${FEWEST.learners} are needed: wait for more, or ask from an earlier time on.`,
  NO_OVERLAP: ({ not_covered }) =>
    `${percent(not_covered)} of what the candidate would choose could not have been chosen, so nothing is known of it; at most ${percent(MOST_NOT_COVERED)} may be so. ` +
    'Let the active version choose by chance more widely for a while: in adaptive, an exploration_rate above 0 and an exploration_band that holds what the candidate prefers.',
  TOO_LITTLE_OVERLAP: ({ effective_selections }) =>
    `The selections say as much as ${Math.floor(effective_selections)} by the candidate itself; at least ${FEWEST.effective} are needed. Wait for more, or let the active version choose by chance more often: in adaptive, a larger exploration_rate.`,
  CHANCES_DO_NOT_FIT: () =>
    'What was chosen is not as likely as the versions say it was, so no value can be weighted by that. The code or the inputs of a version changed since: find out by runs.verify, and ask from a later time on.',
};

const widened = ({ mean, interval }: Estimate, below: number, above: number): Estimate => ({
  mean,
  interval: interval && [interval[0] - below, interval[1] + above],
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
