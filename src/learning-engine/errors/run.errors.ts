import { LearningEngineError } from './learning-engine.error.js';

/** No run has this id, or it is not an id at all. */
export class RunNotFoundError extends LearningEngineError {
  readonly code = 'RUN_NOT_FOUND';

  constructor(readonly runId: string) {
    super(`There is no run with id ${runId}.`);
  }
}

/** The run has ended already, with another outcome or other content. The record is unchanged. */
export class RunAlreadyFinishedError extends LearningEngineError {
  readonly code = 'RUN_ALREADY_FINISHED';

  constructor(
    readonly runId: string,
    readonly recordedStatus: 'SUCCESS' | 'FAILED',
    readonly recordedErrorCode: string | null,
    readonly completedAt: Date,
  ) {
    super(
      `Run ${runId} ended as ${recordedStatus}${recordedErrorCode ? ` (${recordedErrorCode})` : ''} at ${completedAt.toISOString()}. A run ends once: its record is unchanged.`,
    );
  }
}

/** A run refers to something that is not there. Nothing was written. */
export class InvalidRunReferenceError extends LearningEngineError {
  readonly code = 'INVALID_RUN_REFERENCE';

  /** @param columns the columns of `algo_runs` whose values refer to no row */
  constructor(
    readonly columns: readonly string[],
    options?: ErrorOptions,
  ) {
    super(
      `The run's ${columns.join(' and ')} must refer to an existing row, and params_id to a parameter set of its ` +
        'algo_version_id. A row that is not committed yet is not there for others: commit it first, or record the run ' +
        'in the same transaction with { manager }.',
      options,
    );
  }
}

/** Another run, with other content, has the id that the caller supplied. Nothing was written. */
export class RunIdTakenError extends LearningEngineError {
  readonly code = 'RUN_ID_TAKEN';

  constructor(readonly runId: string) {
    super(`Run ${runId} exists and was started with other content. Use a new id.`);
  }
}
