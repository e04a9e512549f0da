import { masteryV2Fold, askedOf } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.fold.js';
import { features } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.model.js';
import { type MasteryV2Params } from '../../src/learning-engine/algorithms/mastery/v2/mastery-v2.params.js';
import { type FoldFacts, type FoldQuestion, type FoldScope } from '../../src/learning-engine/authoring/fold.js';
import { difficultiesFrom } from '../../src/learning-engine/evidence/difficulties.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';
import { sha256 } from '../../src/learning-engine/json/canonical-json.js';
import { type Sample } from '../../src/learning-engine/kit/fitting/logistic-regression.js';
import { inFoldOrder } from '../../src/learning-engine/learners/folding.js';

const PARTS = 5;

/** Features of all answers. Difficulties for a learner come from learners of the other four fifths, so from no answer of their own. */
export function sampleOf(logs: readonly LearnerLog[], params: MasteryV2Params): Sample {
  const sample: Sample = { rows: [], outcomes: [] };
  const partOf = ({ learnerId }: LearnerLog) => Number.parseInt(sha256(learnerId).slice(0, 8), 16) % PARTS;
  for (let part = 0; part < PARTS; part += 1) {
    const difficulties = difficultiesFrom(logs.filter((log) => partOf(log) !== part));
    for (const log of logs.filter((one) => partOf(one) === part)) {
      addFeatures(sample, log, params, (question) => difficulties.factsFor(log.learnerId, question));
    }
  }
  return sample;
}

function addFeatures(
  { rows, outcomes }: Sample,
  { answers }: LearnerLog,
  params: MasteryV2Params,
  factsOf: (question: FoldQuestion) => FoldFacts,
): void {
  const states = new Map<string, NonNullable<Parameters<typeof askedOf>[0][number]>>();
  const nameOf = ({ kind, id }: FoldScope) => `${kind} ${id}`;
  for (const { answer } of inFoldOrder(answers)) {
    const facts = factsOf(answer);
    const before = masteryV2Fold.scopes(answer).map((scope) => states.get(nameOf(scope)) ?? null);
    const { ability, question } = askedOf(before, answer, params, facts);
    rows.push(features(ability, question));
    outcomes.push(Number(answer.correct));
    for (const state of masteryV2Fold.step(before, answer, params, facts)) states.set(nameOf(state.scope), state);
  }
}
