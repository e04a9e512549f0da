export { type Algorithm } from './contracts/algorithm.js';
export { type AlgorithmInfo } from './contracts/algorithm-info.js';
export { ALGO_KEYS, AlgoKey } from './contracts/algo-key.js';
export { ActivationKind } from './contracts/activation-kind.js';
export { AlgoStatus } from './contracts/algo-status.js';
export { type ComputeSettings } from './contracts/compute-settings.js';
export { type Activated, EngineEvent, type RunFinished } from './contracts/engine-events.js';
export { type EngineLimits } from './contracts/engine-limits.js';
export { humanTextProblem } from './contracts/json-text.js';
export { type JsonObject, type JsonValue } from './contracts/json.js';
export {
  type AlgorithmDefinition,
  type CrossRule,
  LearningAlgorithm,
  type ParamsClass,
} from './contracts/learning-algorithm.decorator.js';
export {
  Above,
  AboveUpTo,
  AtLeast,
  Between,
  Finite,
  FromBelow,
  Inside,
  IntegerAtLeast,
  IntegerBetween,
  IntegersAtLeast,
} from './contracts/number-rules.js';
export { type LeftOut, type OnInvalid } from './contracts/judged-events.js';
export { type JsonChange } from './contracts/json-changes.js';
export { pointerOf, type Problem } from './contracts/problem.js';
export { AllSatisfy, type FieldOptions, type JsonSchema, type Rule, Satisfies } from './contracts/rule.js';
export { type RegistrySettings } from './contracts/registry-settings.js';
export { type RunSettings } from './contracts/run-settings.js';
export { RunStatus } from './contracts/run-status.js';
export { RunTrigger } from './contracts/run-trigger.js';
export {
  Derived,
  ExactlyOne,
  Flag,
  Id,
  ListOf,
  ListOfValues,
  NotBoth,
  ObjectOf,
  OneOf,
  Text,
  TupleOf,
  UtcTime,
} from './contracts/value-rules.js';

export { newRunId } from './contracts/uuid.js';
export { parseJson } from './contracts/parse-json.js';
export { advisoryLockHolders } from './connections/advisory-lock-holders.js';
export { connectionLimits } from './connections/connection-limits.js';
export { PinnedClient } from './connections/pinned-client.js';
export { type PoolState, poolState } from './connections/pool-state.js';
export { AlgoActivation } from './entities/algo-activation.entity.js';
export { AlgoParams } from './entities/algo-params.entity.js';
export { AlgoRun } from './entities/algo-run.entity.js';
export { AlgoVersion } from './entities/algo-version.entity.js';
export { engineEntities } from './entities/engine-entities.js';
export { engineMigrations } from './migrations/engine-migrations.js';

export {
  AlgorithmNotImplementedError,
  AlgorithmNotRegisteredError,
  DuplicateAlgorithmError,
  EngineNotInitialisedError,
  InvalidAlgorithmError,
} from './errors/algorithm.errors.js';
export { Claim, type StoredAnswer } from './idempotency/claim.js';
export { IdempotencyService, type KeyedRequest } from './idempotency/idempotency.service.js';
export { askDatabase } from './errors/ask-database.js';
export { CallAbortedError } from './errors/call-aborted.error.js';
export { type Outcome } from './errors/database-failure.js';
export { DatabaseUnavailableError, InvalidDataSourceError, type LockHolder } from './errors/database.errors.js';
export {
  AlgorithmFailedError,
  ComputationTimedOutError,
  InvalidOutputError,
  NothingToRunError,
  TooManyComputationsError,
} from './errors/execution.errors.js';
export {
  type InputProblem,
  InvalidArgumentError,
  InvalidInputError,
  InvalidJsonError,
  InvalidParamsError,
  refuseInputOf,
} from './errors/input.errors.js';
export { IdempotencyKeyInUseError, IdempotencyKeyReusedError } from './errors/idempotency.errors.js';
export { type ChangeOptions, changeInTransaction } from './errors/in-transaction.js';
export { LearningEngineError } from './errors/learning-engine.error.js';
export {
  ActivationNotFoundError,
  AlgoVersionNotFoundError,
  CannotActivateError,
  NothingToRestoreError,
  NothingToRetireError,
  NothingToRollBackError,
  NotTheLastActivationError,
  ParamsChecksumError,
  ParamsNotFoundError,
} from './errors/registry.errors.js';
export {
  InvalidRunReferenceError,
  RunAlreadyFinishedError,
  RunIdTakenError,
  RunNotFoundError,
} from './errors/run.errors.js';

export { DoctorService } from './doctor/doctor.service.js';
export { type Finding } from './doctor/finding.js';
export { ReadinessService } from './doctor/readiness.service.js';
export {
  type BatchItem,
  type BatchOptions,
  type BatchProgress,
  type BatchResult,
  type Execution,
  type ExecutionContext,
  type VersionContract,
} from './execution/execution.js';
export { ExecutionService } from './execution/execution.service.js';
export { InfoService } from './info/info.service.js';
export { LearningEngineModule } from './learning-engine.module.js';
export { type LearningEngineExtras, type LearningEngineOptions } from './learning-engine.module-definition.js';
export {
  type CreateParamsOptions,
  type EnsuredParams,
  type ParamsPreview,
  ParamsService,
  type ParamsValidation,
} from './params/params.service.js';
export {
  type ActivationContext,
  type RestoreContext,
  type RollbackContext,
  type VersionActivation,
} from './registry/activation-context.js';
export { type ActivePair } from './registry/live-snapshot.js';
export { RegistryService } from './registry/registry.service.js';
export {
  type ActivationPage,
  type ActivationRecord,
  type Reading,
  RegistryViewService,
  type VersionDetails,
  type VersionView,
} from './registry/registry-view.service.js';
export { type RunFilter } from './runs/run-filter.js';
export { RunLogService, type RunPage, type RunRecord } from './runs/run-log.service.js';
export { type RunStart } from './runs/run-start.js';
export { type VersionStatistics } from './runs/run-statistics.js';
export { type RunRecording, type RunStartRecording, RunsService } from './runs/runs.service.js';

export { AdaptiveV0Algorithm } from './algorithms/adaptive/v0/adaptive-v0.algorithm.js';
export { type AdaptiveV0Input, type AdaptiveV0Output } from './algorithms/adaptive/v0/adaptive-v0.contract.js';
export { AdaptiveV1Algorithm } from './algorithms/adaptive/v1/adaptive-v1.algorithm.js';
export { AdaptiveV1Input, AdaptiveV1Output } from './algorithms/adaptive/v1/adaptive-v1.contract.js';
export { DifficultyV0Algorithm } from './algorithms/difficulty/v0/difficulty-v0.algorithm.js';
export { type DifficultyV0Input, type DifficultyV0Output } from './algorithms/difficulty/v0/difficulty-v0.contract.js';
export { DifficultyV1Algorithm } from './algorithms/difficulty/v1/difficulty-v1.algorithm.js';
export { DifficultyV1Input, DifficultyV1Output } from './algorithms/difficulty/v1/difficulty-v1.contract.js';
export { MasteryV0Algorithm } from './algorithms/mastery/v0/mastery-v0.algorithm.js';
export { type MasteryV0Input, type MasteryV0Output } from './algorithms/mastery/v0/mastery-v0.contract.js';
export { MasteryV1Algorithm } from './algorithms/mastery/v1/mastery-v1.algorithm.js';
export { MasteryV1Input, MasteryV1Output } from './algorithms/mastery/v1/mastery-v1.contract.js';
export { MistakesV0Algorithm } from './algorithms/mistakes/v0/mistakes-v0.algorithm.js';
export { type MistakesV0Input, type MistakesV0Output } from './algorithms/mistakes/v0/mistakes-v0.contract.js';
export { MistakesV1Algorithm } from './algorithms/mistakes/v1/mistakes-v1.algorithm.js';
export { MistakesV1Input, MistakesV1Output } from './algorithms/mistakes/v1/mistakes-v1.contract.js';
export { RevisionV0Algorithm } from './algorithms/revision/v0/revision-v0.algorithm.js';
export { type RevisionV0Input, type RevisionV0Output } from './algorithms/revision/v0/revision-v0.contract.js';
export { RevisionV1Algorithm } from './algorithms/revision/v1/revision-v1.algorithm.js';
export { RevisionV1Input, RevisionV1Output } from './algorithms/revision/v1/revision-v1.contract.js';
