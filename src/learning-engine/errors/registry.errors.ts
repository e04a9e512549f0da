import { LearningEngineError } from './learning-engine.error.js';

/** The registry has no such version: named by key and version, or by id. */
export class AlgoVersionNotFoundError extends LearningEngineError {
  readonly code = 'ALGO_VERSION_NOT_FOUND';

  constructor(readonly wanted: { algoKey: string; version: string } | { id: string }) {
    const name = 'id' in wanted ? `algo_versions row with id ${wanted.id}` : `${wanted.algoKey} ${wanted.version}`;
    super(`The registry has no ${name}. Versions come into being by migrations: run them, or correct the name.`);
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

/** No pair was live for this key before the one that is live now. */
export class NothingToRollBackError extends LearningEngineError {
  readonly code = 'NOTHING_TO_ROLL_BACK';

  constructor(readonly algoKey: string) {
    super(`Nothing was live for ${algoKey} before what is live now, so there is nothing to go back to.`);
  }
}

/** What is to be taken back is not the last change of what is live for this key: it was taken back before, or another followed. */
export class NotTheLastActivationError extends LearningEngineError {
  readonly code = 'NOT_THE_LAST_ACTIVATION';

  constructor(
    readonly algoKey: string,
    readonly activationId: string,
    /** The entry that is the last one. */
    readonly lastId: string,
  ) {
    super(
      `The last change of what is live for ${algoKey} is ${lastId}, not ${activationId}. ` +
        'Look at the ledger: it was taken back already, or what is live was changed since.',
    );
  }
}
