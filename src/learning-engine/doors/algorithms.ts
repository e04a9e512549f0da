export { MasteryV0Algorithm } from '../algorithms/mastery/v0/mastery-v0.algorithm.js';
export {
  MasteryV0Attempt,
  MasteryV0Input,
  MasteryV0Skill,
  MasteryV0Output,
} from '../algorithms/mastery/v0/mastery-v0.contract.js';
export { MasteryV0Params } from '../algorithms/mastery/v0/mastery-v0.params.js';
export { MasteryV1Algorithm, type Step, answerStep, modelStep } from '../algorithms/mastery/v1/mastery-v1.algorithm.js';
export {
  MasteryV1State,
  MasteryV1Event,
  MasteryV1Input,
  MasteryV1Skill,
  MasteryV1Step,
  MasteryV1Output,
} from '../algorithms/mastery/v1/mastery-v1.contract.js';
export { MasteryV1Params } from '../algorithms/mastery/v1/mastery-v1.params.js';
export { RevisionV0Algorithm } from '../algorithms/revision/v0/revision-v0.algorithm.js';
export {
  RevisionV0Item,
  RevisionV0Input,
  RevisionV0Due,
  RevisionV0Output,
} from '../algorithms/revision/v0/revision-v0.contract.js';
export { RevisionV0Params } from '../algorithms/revision/v0/revision-v0.params.js';
export { RevisionV1Algorithm } from '../algorithms/revision/v1/revision-v1.algorithm.js';
export { RevisionV1Memory, RevisionV1CardState } from '../algorithms/revision/v1/revision-v1.memory.js';
export { RevisionV1Review, RevisionV1Input } from '../algorithms/revision/v1/revision-v1.contract.js';
export { RevisionV1Card, RevisionV1Due, RevisionV1Output } from '../algorithms/revision/v1/revision-v1.output.js';
export { type CardState } from '../algorithms/revision/v1/revision-v1.scheduler.js';
export { RevisionV1Params } from '../algorithms/revision/v1/revision-v1.params.js';
export { DifficultyV0Algorithm } from '../algorithms/difficulty/v0/difficulty-v0.algorithm.js';
export {
  DifficultyV0Attempt,
  DifficultyV0Input,
  DifficultyV0Question,
  DifficultyV0Output,
} from '../algorithms/difficulty/v0/difficulty-v0.contract.js';
export { DifficultyV0Params } from '../algorithms/difficulty/v0/difficulty-v0.params.js';
export { DifficultyV1Algorithm } from '../algorithms/difficulty/v1/difficulty-v1.algorithm.js';
export {
  DifficultyV1Item,
  DifficultyV1Learner,
  DifficultyV1Event,
  DifficultyV1Input,
} from '../algorithms/difficulty/v1/difficulty-v1.contract.js';
export {
  DifficultyV1ItemEstimate,
  DifficultyV1LearnerEstimate,
  DifficultyV1Output,
} from '../algorithms/difficulty/v1/difficulty-v1.output.js';
export { DifficultyV1Params } from '../algorithms/difficulty/v1/difficulty-v1.params.js';
export { AdaptiveV0Algorithm } from '../algorithms/adaptive/v0/adaptive-v0.algorithm.js';
export {
  AdaptiveV0Candidate,
  AdaptiveV0Input,
  AdaptiveV0Question,
  AdaptiveV0Output,
} from '../algorithms/adaptive/v0/adaptive-v0.contract.js';
export { AdaptiveV0Params } from '../algorithms/adaptive/v0/adaptive-v0.params.js';
export { AdaptiveV1Algorithm } from '../algorithms/adaptive/v1/adaptive-v1.algorithm.js';
export {
  AdaptiveV1Learner,
  AdaptiveV1Candidate,
  AdaptiveV1Input,
  AdaptiveV1Parts,
  AdaptiveV1Item,
  AdaptiveV1Output,
} from '../algorithms/adaptive/v1/adaptive-v1.contract.js';
export { AdaptiveV1Params } from '../algorithms/adaptive/v1/adaptive-v1.params.js';
export { MistakesV0Algorithm } from '../algorithms/mistakes/v0/mistakes-v0.algorithm.js';
export {
  MistakesV0Attempt,
  MistakesV0Input,
  MistakesV0Pattern,
  MistakesV0Output,
} from '../algorithms/mistakes/v0/mistakes-v0.contract.js';
export { MistakesV0Params } from '../algorithms/mistakes/v0/mistakes-v0.params.js';
export { MistakesV1Algorithm } from '../algorithms/mistakes/v1/mistakes-v1.algorithm.js';
export {
  MistakesV1Attempt,
  MistakesV1Question,
  MistakesV1Input,
} from '../algorithms/mistakes/v1/mistakes-v1.contract.js';
export {
  MistakesV1Distractor,
  MistakesV1Mistake,
  MistakesV1Pair,
  MistakesV1Suspect,
  MistakesV1Output,
} from '../algorithms/mistakes/v1/mistakes-v1.output.js';
export { MistakesV1Params } from '../algorithms/mistakes/v1/mistakes-v1.params.js';
