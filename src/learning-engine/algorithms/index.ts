import { type Type } from '@nestjs/common';
import { type Algorithm } from '../authoring/algorithm.js';
import { AdaptiveV0Algorithm } from './adaptive/v0/adaptive-v0.algorithm.js';
import { AdaptiveV1Algorithm } from './adaptive/v1/adaptive-v1.algorithm.js';
import { type AdaptiveV1Input, type AdaptiveV1Output } from './adaptive/v1/adaptive-v1.contract.js';
import { AdaptiveV2Algorithm } from './adaptive/v2/adaptive-v2.algorithm.js';
import { type AdaptiveV2Input } from './adaptive/v2/adaptive-v2.contract.js';
import { type AdaptiveV2Output } from './adaptive/v2/adaptive-v2.output.js';
import { DifficultyV0Algorithm } from './difficulty/v0/difficulty-v0.algorithm.js';
import { DifficultyV1Algorithm } from './difficulty/v1/difficulty-v1.algorithm.js';
import { type DifficultyV1Input } from './difficulty/v1/difficulty-v1.contract.js';
import { type DifficultyV1Output } from './difficulty/v1/difficulty-v1.output.js';
import { DifficultyV2Algorithm } from './difficulty/v2/difficulty-v2.algorithm.js';
import { type DifficultyV2Input } from './difficulty/v2/difficulty-v2.contract.js';
import { type DifficultyV2Output } from './difficulty/v2/difficulty-v2.output.js';
import { MasteryV0Algorithm } from './mastery/v0/mastery-v0.algorithm.js';
import { MasteryV1Algorithm } from './mastery/v1/mastery-v1.algorithm.js';
import { type MasteryV1Input, type MasteryV1Output } from './mastery/v1/mastery-v1.contract.js';
import { MasteryV2Algorithm } from './mastery/v2/mastery-v2.algorithm.js';
import { type MasteryV2Input } from './mastery/v2/mastery-v2.contract.js';
import { type MasteryV2Output } from './mastery/v2/mastery-v2.output.js';
import { MistakesV0Algorithm } from './mistakes/v0/mistakes-v0.algorithm.js';
import { MistakesV1Algorithm } from './mistakes/v1/mistakes-v1.algorithm.js';
import { type MistakesV1Input } from './mistakes/v1/mistakes-v1.contract.js';
import { type MistakesV1Output } from './mistakes/v1/mistakes-v1.output.js';
import { MistakesV2Algorithm } from './mistakes/v2/mistakes-v2.algorithm.js';
import { type MistakesV2Input } from './mistakes/v2/mistakes-v2.contract.js';
import { type MistakesV2Output } from './mistakes/v2/mistakes-v2.output.js';
import { RevisionV0Algorithm } from './revision/v0/revision-v0.algorithm.js';
import { RevisionV1Algorithm } from './revision/v1/revision-v1.algorithm.js';
import { type RevisionV1Input, type RevisionV1Output } from './revision/v1/revision-v1.contract.js';
import { RevisionV2Algorithm } from './revision/v2/revision-v2.algorithm.js';
import { type RevisionV2Input, type RevisionV2Output } from './revision/v2/revision-v2.contract.js';

/**
 * The built-in versions: all that is to be said of one outside its folder. `npm run new:algorithm` adds a version.
 */
export const builtInAlgorithms: Type<Algorithm>[] = [
  MasteryV0Algorithm,
  MasteryV1Algorithm,
  MasteryV2Algorithm,
  RevisionV0Algorithm,
  RevisionV1Algorithm,
  RevisionV2Algorithm,
  DifficultyV0Algorithm,
  DifficultyV1Algorithm,
  DifficultyV2Algorithm,
  AdaptiveV0Algorithm,
  AdaptiveV1Algorithm,
  AdaptiveV2Algorithm,
  MistakesV0Algorithm,
  MistakesV1Algorithm,
  MistakesV2Algorithm,
];

/**
 * What each version of each algorithm takes and gives, for the types of `execute`. Stubs, which give nothing, are not here. A
 * host adds its own:
 *
 * ```ts
 * declare module 'learning-engine' {
 *   interface AlgorithmTypes {
 *     streak: { v1: { input: { days: number }; output: { score: number } } };
 *   }
 * }
 * ```
 */
export interface AlgorithmTypes {
  mastery: {
    v1: { input: MasteryV1Input; output: MasteryV1Output };
    v2: { input: MasteryV2Input; output: MasteryV2Output };
  };
  revision: {
    v1: { input: RevisionV1Input; output: RevisionV1Output };
    v2: { input: RevisionV2Input; output: RevisionV2Output };
  };
  difficulty: {
    v1: { input: DifficultyV1Input; output: DifficultyV1Output };
    v2: { input: DifficultyV2Input; output: DifficultyV2Output };
  };
  adaptive: {
    v1: { input: AdaptiveV1Input; output: AdaptiveV1Output };
    v2: { input: AdaptiveV2Input; output: AdaptiveV2Output };
  };
  mistakes: {
    v1: { input: MistakesV1Input; output: MistakesV1Output };
    v2: { input: MistakesV2Input; output: MistakesV2Output };
  };
}

export { MasteryV0Algorithm } from './mastery/v0/mastery-v0.algorithm.js';
export { MasteryV0Attempt, MasteryV0Input, MasteryV0Skill, MasteryV0Output } from './mastery/v0/mastery-v0.contract.js';
export { MasteryV0Params } from './mastery/v0/mastery-v0.params.js';
export { MasteryV1Algorithm } from './mastery/v1/mastery-v1.algorithm.js';
export { type Step, answerStep, modelStep } from './mastery/v1/mastery-v1.knowledge.js';
export {
  MasteryV1State,
  MasteryV1Event,
  MasteryV1Input,
  MasteryV1Skill,
  MasteryV1Step,
  MasteryV1Output,
} from './mastery/v1/mastery-v1.contract.js';
export { MasteryV1Params } from './mastery/v1/mastery-v1.params.js';
export { MasteryV2Algorithm } from './mastery/v2/mastery-v2.algorithm.js';
export { MasteryV2Learner, MasteryV2State, MasteryV2Item, MasteryV2Input } from './mastery/v2/mastery-v2.contract.js';
export { MasteryV2EventSkill, MasteryV2Event } from './mastery/v2/mastery-v2.event.js';
export { MasteryV2Skill, MasteryV2Step, MasteryV2Output } from './mastery/v2/mastery-v2.output.js';
export { MasteryV2Params } from './mastery/v2/mastery-v2.params.js';
export { RevisionV0Algorithm } from './revision/v0/revision-v0.algorithm.js';
export * from './revision/v0/revision-v0.contract.js';
export { RevisionV0Params } from './revision/v0/revision-v0.params.js';
export { RevisionV1Algorithm } from './revision/v1/revision-v1.algorithm.js';
export {
  RevisionV1Memory,
  RevisionV1CardState,
  RevisionV1Review,
  RevisionV1Input,
  RevisionV1Card,
  RevisionV1Due,
  RevisionV1Output,
} from './revision/v1/revision-v1.contract.js';
export { type CardState } from '../kit/fsrs/scheduler.js';
export { FsrsInput } from '../kit/fsrs/review.js';
export { FsrsOutput } from '../kit/fsrs/output.js';
export { FsrsParams } from '../kit/fsrs/params.js';
export { RevisionV1Params } from './revision/v1/revision-v1.params.js';
export { RevisionV2Algorithm } from './revision/v2/revision-v2.algorithm.js';
export * from './revision/v2/revision-v2.contract.js';
export { RevisionV2Params } from './revision/v2/revision-v2.params.js';
export { DifficultyV0Algorithm } from './difficulty/v0/difficulty-v0.algorithm.js';
export * from './difficulty/v0/difficulty-v0.contract.js';
export { DifficultyV0Params } from './difficulty/v0/difficulty-v0.params.js';
export { DifficultyV1Algorithm } from './difficulty/v1/difficulty-v1.algorithm.js';
export {
  DifficultyV1Item,
  DifficultyV1Learner,
  DifficultyV1Event,
  DifficultyV1Input,
} from './difficulty/v1/difficulty-v1.contract.js';
export * from './difficulty/v1/difficulty-v1.output.js';
export { DifficultyV1Params } from './difficulty/v1/difficulty-v1.params.js';
export { DifficultyV2Algorithm } from './difficulty/v2/difficulty-v2.algorithm.js';
export {
  DifficultyV2Item,
  DifficultyV2Answer,
  DifficultyV2Learner,
  DifficultyV2Input,
} from './difficulty/v2/difficulty-v2.contract.js';
export * from './difficulty/v2/difficulty-v2.output.js';
export { DifficultyV2Params } from './difficulty/v2/difficulty-v2.params.js';
export { AdaptiveV0Algorithm } from './adaptive/v0/adaptive-v0.algorithm.js';
export * from './adaptive/v0/adaptive-v0.contract.js';
export { AdaptiveV0Params } from './adaptive/v0/adaptive-v0.params.js';
export { AdaptiveV1Algorithm } from './adaptive/v1/adaptive-v1.algorithm.js';
export * from './adaptive/v1/adaptive-v1.contract.js';
export { AdaptiveV1Params } from './adaptive/v1/adaptive-v1.params.js';
export { AdaptiveV2Algorithm } from './adaptive/v2/adaptive-v2.algorithm.js';
export {
  AdaptiveV2Learner,
  AdaptiveV2Question,
  AdaptiveV2Response,
  AdaptiveV2Candidate,
  AdaptiveV2ConceptShare,
  AdaptiveV2Input,
  type AdaptiveV2Purpose,
} from './adaptive/v2/adaptive-v2.contract.js';
export * from './adaptive/v2/adaptive-v2.output.js';
export { AdaptiveV2Params } from './adaptive/v2/adaptive-v2.params.js';
export { MistakesV0Algorithm } from './mistakes/v0/mistakes-v0.algorithm.js';
export * from './mistakes/v0/mistakes-v0.contract.js';
export { MistakesV0Params } from './mistakes/v0/mistakes-v0.params.js';
export { MistakesV1Algorithm } from './mistakes/v1/mistakes-v1.algorithm.js';
export { MistakesV1Attempt, MistakesV1Question, MistakesV1Input } from './mistakes/v1/mistakes-v1.contract.js';
export * from './mistakes/v1/mistakes-v1.output.js';
export { MistakesV1Params } from './mistakes/v1/mistakes-v1.params.js';
export { MistakesV2Algorithm } from './mistakes/v2/mistakes-v2.algorithm.js';
export {
  MistakesV2Attempt,
  MistakesV2Question,
  MistakesV2Mistake,
  MistakesV2Pattern,
  MistakesV2Member,
  MistakesV2Input,
  type MistakesV2Group,
} from './mistakes/v2/mistakes-v2.contract.js';
export { MistakesV2QuestionCounts, MistakesV2PairCounts, MistakesV2Counts } from './mistakes/v2/mistakes-v2.counts.js';
export * from './mistakes/v2/mistakes-v2.output.js';
export { MistakesV2Pair, MistakesV2Pairs, MistakesV2KnownPattern } from './mistakes/v2/mistakes-v2.pair-output.js';
export { MistakesV2Params } from './mistakes/v2/mistakes-v2.params.js';
