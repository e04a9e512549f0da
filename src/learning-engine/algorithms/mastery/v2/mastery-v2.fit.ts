import { type FactualAnswer, type Fit, NotFittedError } from '../../../authoring/fit.js';
import { type FoldState, LEARNER_SCOPE } from '../../../authoring/fold.js';
import { chanceLevel } from '../../../kit/chance-level.js';
import { drawnTowards, ownShare } from '../../../kit/fitting/drawn-towards.js';
import { fittedWeights } from '../../../kit/fitting/logistic-regression.js';
import { askedOf, masteryV2Fold, outcomeOf } from './mastery-v2.fold.js';
import { features, weightsOf } from './mastery-v2.model.js';
import { MasteryV2Params } from './mastery-v2.params.js';

/** As many answers the defaults count as: they were fitted to other learners, whose weights differ from set to set by about a third. */
const COMMON_COUNTS = 2000;
const LARGEST_WEIGHT = 10;
const ENOUGH = 1e-6;
const MOST_ROUNDS = 50;
const DECIMALS = 1e6;

const NAMES = ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'] as const;

interface Row {
  features: number[];
  outcome: number;
  chance: number;
}

/**
 * The weights by iteratively reweighted least squares, drawn towards the defaults; decays, variances and thresholds stay as they are. Whether a right answer was a
 * lucky one is not known: by turns, how likely that is by the weights, and the weights by that (Dempster, Laird & Rubin 1977).
 */
export const fitMasteryV2: Fit<MasteryV2Params> = (learners, params) => {
  const rows = learners.flatMap((answers) => rowsOf(answers, params));
  const fitted = weightsOfRows(rows, weightsOf(params)).map((weight) => Math.min(weight, LARGEST_WEIGHT));
  const drawn = drawnTowards(weightsOf(new MasteryV2Params()), fitted, ownShare(rows.length, COMMON_COUNTS));
  const named = NAMES.map((name, index) => [name, Math.round(drawn[index]! * DECIMALS) / DECIMALS] as const);
  return { ...params, ...Object.fromEntries(named) };
};

/** What is known before each answer that counts, as the fold sees it. */
function rowsOf(answers: readonly FactualAnswer[], params: Readonly<MasteryV2Params>): Row[] {
  type State = Parameters<typeof masteryV2Fold.step>[0][number];
  const states = new Map<string, FoldState>();
  const nameOf = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;
  const rows: Row[] = [];
  for (const { answer, facts, resets = [] } of answers) {
    for (const scope of resets) {
      if (scope.kind === LEARNER_SCOPE.kind) states.clear();
      else states.delete(nameOf(scope));
    }
    if (!masteryV2Fold.contexts.includes(answer.context)) continue;
    const before = masteryV2Fold.scopes(answer).map((scope) => (states.get(nameOf(scope)) ?? null) as State);
    const after = masteryV2Fold.step(before, answer, params, facts);
    // Rapid guesses change nothing, and count as missing.
    if (!after.some(({ scope }) => scope.kind === LEARNER_SCOPE.kind)) continue;
    const { ability, question } = askedOf(before, answer, params, facts);
    rows.push({ features: features(ability, question), outcome: outcomeOf(answer), chance: chanceLevel(answer) });
    for (const state of after) states.set(nameOf(state.scope), state as unknown as FoldState);
  }
  return rows;
}

function weightsOfRows(rows: readonly Row[], start: readonly number[]): number[] {
  const withChance = rows.some(({ chance }) => chance > 0);
  let weights = [...start];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const known = rows.map((row) => row.outcome * knownShare(row, weights));
    const next = fittedWeights([{ rows: rows.map((row) => row.features), outcomes: known }]);
    const move = Math.max(...next.map((weight, index) => Math.abs(weight - weights[index]!)));
    weights = next;
    if (!withChance || move < ENOUGH) return weights;
  }
  throw new NotFittedError(`The weights did not settle in ${MOST_ROUNDS} rounds.`);
}

/** How likely a right answer was known, and not guessed. */
function knownShare({ features: of, chance }: Row, weights: readonly number[]): number {
  if (chance === 0) return 1;
  const able = 1 / (1 + Math.exp(-of.reduce((sum, value, index) => sum + value * weights[index]!, 0)));
  return able / (chance + (1 - chance) * able);
}
