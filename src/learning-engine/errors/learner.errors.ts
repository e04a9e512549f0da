import { LearningEngineError } from './learning-engine.error.js';

/** The learner was erased. Nothing is kept of them, and nothing was recorded. */
export class LearnerErasedError extends LearningEngineError {
  readonly code = 'LEARNER_ERASED';

  constructor(readonly learnerId: string) {
    super(`Learner ${learnerId} was erased. Nothing is recorded for this id any more.`);
  }
}

/** The active version of a key folds no answers: it has no states of learners. */
export class VersionKeepsNoStatesError extends LearningEngineError {
  readonly code = 'VERSION_KEEPS_NO_STATES';

  constructor(
    readonly algoKey: string,
    readonly version: string,
  ) {
    super(
      `${algoKey} ${version} is active and folds no answers, so there are no states of learners. Activate a version that ` +
        `does, for example with "learning-engine activate ${algoKey} v1": their answers are kept, and count then.`,
    );
  }
}
