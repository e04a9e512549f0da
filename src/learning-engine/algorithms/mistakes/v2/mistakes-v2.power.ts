import { conditionalTail } from './mistakes-v2.exact.js';

/** What an analysis should be able to find: a misconception of one learner in ten, who make both mistakes. */
const HOLDERS = 0.1;
/** How often the others make each of the two. */
const OTHERS = 0.1;
const FEWEST = 10;
const STEP = 1.05;

/**
 * So many must have answered two questions to find that misconception in half of the analyses: as many as make what is
 * expected of it just significant, as the first of all pairs that are tested.
 */
export function learnersNeeded(tested: number, fdr: number): number {
  let n = FEWEST;
  while (tailOfExpected(n) > fdr / tested) n = Math.ceil(n * STEP);
  return n;
}

function tailOfExpected(n: number): number {
  const holders = HOLDERS * n;
  const made = Math.round(holders + OTHERS * (n - holders));
  const both = Math.round(holders + OTHERS ** 2 * (n - holders));
  return conditionalTail([{ n, a: made, b: made, both }], 1);
}
