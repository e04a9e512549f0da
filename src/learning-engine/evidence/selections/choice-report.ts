import { type Estimate } from '../bootstrap.js';
import { type Verdict } from '../evaluation.js';

/** How two ways to choose compare. All values are of what is judged, from 0 to 1; intervals of 95 % are over learners. */
export type ChoiceComparison = {
  /** Of what was chosen. */
  observed: Estimate;
  /** What the candidate would have had: each value that was seen, weighted by how much likelier the candidate chooses so. */
  inverse_propensity: Estimate;
  /** The same, by what others had from each question, and weighted is only how far that was wrong: narrower, where the questions tell. */
  doubly_robust: Estimate;
  /** Doubly robust less observed. */
  difference: Estimate;
  /** By the interval of the difference. */
  verdict: Verdict;
  /** Half of that interval's width: a smaller difference could not have been seen. */
  smallest_difference: number | null;
};

/** Why nothing is said. */
export type NoComparison = 'TOO_FEW_SELECTIONS' | 'NO_OVERLAP' | 'TOO_LITTLE_OVERLAP' | 'CHANCES_DO_NOT_FIT';

export type ChoiceReport = {
  /** That are judged. */
  selections: number;
  learners: number;
  /** How many selections by the candidate itself would say as much: (sum of weights)² / sum of their squares. */
  effective_selections: number;
  /** The share of what the candidate would choose that could not have been chosen: of it nothing was seen. */
  not_covered: number;
  largest_weight: number;
  refused: { code: NoComparison; reason: string } | null;
  /** Null where it is refused. */
  comparison: ChoiceComparison | null;
};
