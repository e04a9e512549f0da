import { AdaptiveV0Algorithm } from './adaptive/v0/adaptive-v0.algorithm.js';
import { AdaptiveV1Algorithm } from './adaptive/v1/adaptive-v1.algorithm.js';
import { DifficultyV0Algorithm } from './difficulty/v0/difficulty-v0.algorithm.js';
import { DifficultyV1Algorithm } from './difficulty/v1/difficulty-v1.algorithm.js';
import { MasteryV0Algorithm } from './mastery/v0/mastery-v0.algorithm.js';
import { MasteryV1Algorithm } from './mastery/v1/mastery-v1.algorithm.js';
import { MistakesV0Algorithm } from './mistakes/v0/mistakes-v0.algorithm.js';
import { MistakesV1Algorithm } from './mistakes/v1/mistakes-v1.algorithm.js';
import { RevisionV0Algorithm } from './revision/v0/revision-v0.algorithm.js';
import { RevisionV1Algorithm } from './revision/v1/revision-v1.algorithm.js';

/** The built-in algorithm versions, one line each. */
export const builtInAlgorithms = [
  MasteryV0Algorithm,
  MasteryV1Algorithm,
  RevisionV0Algorithm,
  RevisionV1Algorithm,
  DifficultyV0Algorithm,
  DifficultyV1Algorithm,
  AdaptiveV0Algorithm,
  AdaptiveV1Algorithm,
  MistakesV0Algorithm,
  MistakesV1Algorithm,
];
