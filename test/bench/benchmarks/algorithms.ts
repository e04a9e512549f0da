import { adaptiveSelection, adaptiveV2Selection } from '../algorithms/adaptive-selection.js';
import { mistakePairs } from '../algorithms/mistake-pairs.js';
import { revisionReview } from '../algorithms/revision-review.js';
import { difficultyV2Bank, masteryV2Step, mistakesV2Exam, mistakesV2Pairs } from '../algorithms/second-versions.js';
import { difficultyStep, masteryStep } from '../algorithms/update-steps.js';
import { difficultyCompute, masteryCompute } from '../algorithms/whole-computes.js';
import { type Benchmark } from '../benchmark.js';

export const algorithms: Benchmark = {
  name: 'algorithms',
  description: 'computing alone, of v1 and v2 of the algorithms',
  peer: 'plain loops over the same data, or the library by itself',
  prepare: ({ options: { seconds } }) => [
    masteryStep(seconds),
    difficultyStep(seconds),
    masteryCompute(seconds),
    difficultyCompute(seconds),
    revisionReview(seconds),
    adaptiveSelection(seconds, 1),
    adaptiveSelection(seconds, 10),
    mistakePairs(seconds),
    masteryV2Step(seconds),
    difficultyV2Bank(seconds),
    adaptiveV2Selection(seconds),
    mistakesV2Exam(seconds),
    mistakesV2Pairs(seconds),
  ],
};
