import { LearningEngineError } from './learning-engine.error.js';

/** The version is a stub: it can be registered and activated, but it computes nothing. */
export class AlgorithmNotImplementedError extends LearningEngineError {
  readonly code = 'ALGORITHM_NOT_IMPLEMENTED';

  constructor(
    readonly algoKey: string,
    readonly version: string,
  ) {
    super(`${algoKey} ${version} is a stub and computes nothing. Activate a version that is implemented.`);
  }
}

/** The engine is used before its module has started. */
export class EngineNotInitialisedError extends LearningEngineError {
  readonly code = 'NOT_INITIALISED';

  constructor() {
    super(
      'The learning engine has not started: the application was not initialised, so its algorithms are not known yet. ' +
        'In a test call `await module.init()` after `compile()`; elsewhere await `app.init()`, `app.listen()` or createApplicationContext.',
    );
  }
}

/** No provider in code has this key and version. */
export class AlgorithmNotRegisteredError extends LearningEngineError {
  readonly code = 'ALGORITHM_NOT_REGISTERED';

  constructor(
    readonly algoKey: string,
    readonly version: string,
    /** Whether it was to run because a session is pinned to it. */
    readonly isPinned = false,
  ) {
    super(
      `No algorithm class is registered as ${algoKey} ${version}. ` +
        'Pass it to LearningEngineModule.forRoot({ algorithms: [...] }), or ' +
        (isPinned ? 'end the pin of the session by an activation with breakPins.' : 'correct the key or the version.'),
    );
  }
}

/** Two classes claim the same key and version: the boot stops. */
export class DuplicateAlgorithmError extends LearningEngineError {
  readonly code = 'DUPLICATE_ALGORITHM';

  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly classNames: readonly [string, string],
  ) {
    super(
      `${classNames.join(' and ')} are both registered as ${algoKey} ${version}. Give one of them another version.`,
    );
  }
}

/** What a class says in @LearningAlgorithm cannot be used: the boot stops. */
export class InvalidAlgorithmError extends LearningEngineError {
  readonly code = 'INVALID_ALGORITHM';

  constructor(
    readonly className: string,
    readonly problem: string,
  ) {
    super(`${className}: ${problem}`);
  }
}
