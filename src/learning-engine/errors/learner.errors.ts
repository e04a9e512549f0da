import { type ValidationProblem } from '../json/problem.js';
import { messageOf, type ValidationProblems } from './input.errors.js';
import { LearningEngineError } from './learning-engine.error.js';

/** No answer of the learner was recorded with this event id. Nothing was changed. */
export class AnswerNotFoundError extends LearningEngineError {
  readonly code = 'ANSWER_NOT_FOUND';

  constructor(readonly eventId: string) {
    super(`There is no answer ${eventId} of this learner.`);
  }
}

/** An answer breaks the rules of answers. Nothing was changed. */
export class InvalidAnswerError extends LearningEngineError implements ValidationProblems {
  readonly code = 'INVALID_ANSWER';
  readonly problemCount: number;

  constructor(readonly problems: readonly ValidationProblem[]) {
    super(messageOf({ problems, problemCount: problems.length }));
    this.problemCount = problems.length;
  }
}

/** The learner has changed since they were seen. Nothing was changed. */
export class LearnerChangedError extends LearningEngineError {
  readonly code = 'LEARNER_CHANGED';

  constructor(
    readonly learnerId: string,
    readonly revision: number | null,
  ) {
    super(
      `Learner ${learnerId} has changed since they were seen: their revision is ${revision}. Look again, then decide.`,
    );
  }
}

/** The learner was erased. Nothing is kept of them, and nothing was recorded. */
export class LearnerErasedError extends LearningEngineError {
  readonly code = 'LEARNER_ERASED';

  constructor(readonly learnerId: string) {
    super(`Learner ${learnerId} was erased. Nothing is recorded for this id any more.`);
  }
}

/** Nothing is known of the learner. Nothing was changed. */
export class LearnerNotFoundError extends LearningEngineError {
  readonly code = 'LEARNER_NOT_FOUND';

  constructor(readonly learnerId: string) {
    super(`There is no learner ${learnerId}: no answer was recorded for this id.`);
  }
}

/** The learner is merged into another one, who answers for both. Nothing was changed. */
export class LearnerMergedError extends LearningEngineError {
  readonly code = 'LEARNER_MERGED';

  constructor(
    readonly learnerId: string,
    /** Who answers for them. */
    readonly intoId: string,
  ) {
    super(`Learner ${learnerId} is merged into ${intoId}. Name ${intoId}, or undo that merge first.`);
  }
}

/** The learner is not merged, or not into this one. Nothing was changed. */
export class LearnerNotMergedError extends LearningEngineError {
  readonly code = 'LEARNER_NOT_MERGED';

  constructor(
    readonly learnerId: string,
    readonly intoId?: string,
  ) {
    super(`Learner ${learnerId} is not merged${intoId === undefined ? '' : ` into ${intoId}`}.`);
  }
}

/** The active version of a key does not say how it chooses what comes next. Nothing was recorded. */
export class VersionSelectsNothingError extends LearningEngineError {
  readonly code = 'VERSION_SELECTS_NOTHING';

  constructor(
    readonly algoKey: string,
    readonly version: string,
  ) {
    super(
      `${algoKey} ${version} is active and does not say how it chooses what a learner is asked next. Activate a version that ` +
        'does, for example with "learning-engine activate adaptive v1".',
    );
  }
}

/** A version folds no answers: it has no states of learners. */
export class VersionKeepsNoStatesError extends LearningEngineError {
  readonly code = 'VERSION_KEEPS_NO_STATES';

  constructor(
    readonly algoKey: string,
    readonly version: string,
    /** Versions of the algorithm that fold answers. */
    readonly folding: readonly string[],
  ) {
    super(
      `${algoKey} ${version} folds no answers, so there are no states of learners by it. ` +
        (folding.length > 0
          ? `Activate a version that does, for example with "learning-engine activate ${algoKey} ${folding.at(-1)!}": ` +
            'their answers are kept, and count then.'
          : `No version of ${algoKey} does.`),
    );
  }
}

/** States by the active version and its parameters are asked for all the time: they cannot be retired. Nothing was changed. */
export class ProjectionInUseError extends LearningEngineError {
  readonly code = 'PROJECTION_IN_USE';

  constructor(
    readonly algoKey: string,
    readonly version: string,
  ) {
    super(
      `${algoKey} ${version} is active with these parameters, so its states cannot be retired. Activate another version or ` +
        'other parameters first.',
    );
  }
}

/** There are no such states of all learners. */
export class ProjectionNotFoundError extends LearningEngineError {
  readonly code = 'PROJECTION_NOT_FOUND';

  constructor(readonly projectionId: string) {
    super(`There is no projection ${projectionId}.`);
  }
}

/** The host has no jobs, by which this is done. Nothing was changed. */
export class JobsNotSetUpError extends LearningEngineError {
  readonly code = 'JOBS_NOT_SET_UP';

  constructor() {
    super(
      'There are no jobs here. Import JobsModule of learning-engine/jobs with isGlobal, or name it in the imports of LearnersModule.',
    );
  }
}

/** No import has this id, or it is not an id at all. */
export class ImportNotFoundError extends LearningEngineError {
  readonly code = 'IMPORT_NOT_FOUND';

  constructor(readonly importId: string) {
    super(`There is no import with id ${importId}.`);
  }
}

/** Lines came that are not the next ones of an import. Nothing was taken. */
export class ImportOutOfStepError extends LearningEngineError {
  readonly code = 'IMPORT_OUT_OF_STEP';

  constructor(
    readonly source: string,
    /** The last line that was taken. */
    readonly throughLine: number,
    problem: string,
  ) {
    super(problem);
  }
}
