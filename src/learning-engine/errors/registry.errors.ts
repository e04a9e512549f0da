import { LearningEngineError } from './learning-engine.error.js';

/** The registry has no such version: named by key and version, or by id. */
export class AlgoVersionNotFoundError extends LearningEngineError {
  readonly code = 'ALGO_VERSION_NOT_FOUND';

  constructor(readonly wanted: { algoKey: string; version: string } | { id: string }) {
    const name = 'id' in wanted ? `algo_versions row with id ${wanted.id}` : `${wanted.algoKey} ${wanted.version}`;
    super(`The registry has no ${name}. Migrations add versions: run them, or correct the name.`);
  }
}

/** No parameter set has this id. */
export class ParamsNotFoundError extends LearningEngineError {
  readonly code = 'PARAMS_NOT_FOUND';

  constructor(readonly paramsId: string) {
    super(
      `There is no parameter set with id ${paramsId}. Create one with ParamsService.createParams, or correct the id.`,
    );
  }
}

/**
 * The stored content of a parameter set is not what its checksum says: it was changed outside of the engine. The set is
 * neither run nor made active.
 */
export class ParamsChecksumError extends LearningEngineError {
  readonly code = 'PARAMS_CHECKSUM_MISMATCH';

  constructor(readonly paramsId: string) {
    super(
      `The content of parameter set ${paramsId} does not have its checksum: it was changed outside of the engine. ` +
        'Activate another set; "learning-engine doctor" lists all such sets.',
    );
  }
}

/** This process cannot run the pair that was to become active. Nothing was changed. */
export class CannotActivateError extends LearningEngineError {
  readonly code = 'CANNOT_ACTIVATE';

  /** @param reason why, with the remedy */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${algoKey} ${version} cannot be made active: ${reason}`, options);
  }
}

/** The activation log has no such entry of this key. */
export class ActivationNotFoundError extends LearningEngineError {
  readonly code = 'ACTIVATION_NOT_FOUND';

  constructor(
    readonly algoKey: string,
    readonly wanted: { activationId: string } | { asOf: Date },
  ) {
    const entry = 'asOf' in wanted ? `no entry by ${wanted.asOf.toISOString()}` : `no entry ${wanted.activationId}`;
    super(`The activation log of ${algoKey} has ${entry}. Look for one with RegistryService.getHistory.`);
  }
}

/** The entry that was to be restored had no version and parameters that could run. Nothing was changed. */
export class NothingToRestoreError extends LearningEngineError {
  readonly code = 'NOTHING_TO_RESTORE';

  constructor(
    readonly algoKey: string,
    readonly activationId: string,
  ) {
    super(
      `Entry ${activationId} of the activation log of ${algoKey} made no version with parameters active. ` +
        'Restore another entry, or activate a version.',
    );
  }
}

/** No version of this key was ever active. */
export class NothingToRetireError extends LearningEngineError {
  readonly code = 'NOTHING_TO_RETIRE';

  constructor(readonly algoKey: string) {
    super(`No version of ${algoKey} was ever active, so there is nothing to retire. Correct the key.`);
  }
}

/** No earlier pair of this key can be made active again. */
export class NothingToRollBackError extends LearningEngineError {
  readonly code = 'NOTHING_TO_ROLL_BACK';

  constructor(readonly algoKey: string) {
    super(
      `No earlier entry in the activation log of ${algoKey} has a version and parameters that can be made active again. ` +
        'Activate a version, or restore a certain entry.',
    );
  }
}

/** The activation log of this key has another last entry than the caller expected. Nothing was changed. */
export class NotTheLastActivationError extends LearningEngineError {
  readonly code = 'NOT_THE_LAST_ACTIVATION';

  constructor(
    readonly algoKey: string,
    readonly activationId: string,
    /** The entry that is the last one. */
    readonly lastId: string | null,
  ) {
    super(
      `The last entry in the activation log of ${algoKey} is ${lastId ?? 'none'}, not ${activationId}. ` +
        'Read the activation log: the active version was changed since, perhaps by this call sent earlier.',
    );
  }
}
