// The types that the services return or take are here, too: a host that writes `declaration: true` has to be able to name them.
export type * from './algorithms/index.js';
export { type InputOf, type OutputOf, type TypedKey, type TypedVersion } from './algorithm-types.js';
export { type Algorithm } from './authoring/algorithm.js';
export { type CrossRule } from './authoring/learning-algorithm.decorator.js';
export { type AlgoActivation } from './database/entities/algo-activation.entity.js';
export { type AlgoParams } from './database/entities/algo-params.entity.js';
export { type AlgoRun } from './database/entities/algo-run.entity.js';
export { type AlgoVersion } from './database/entities/algo-version.entity.js';
export { type ChangeOptions } from './database/retry/in-transaction.js';
export { type AlgorithmInfo } from './domain/algorithm-info.js';
export { ALGO_KEYS, AlgoKey } from './domain/algo-key.js';
export { ActivationKind } from './domain/activation-kind.js';
export { AlgoStatus } from './domain/algo-status.js';
export { ComputeThreads } from './execution/compute-threads.js';
export { type ComputeSettings } from './options/compute-settings.js';
export {
  type Activated,
  type AnswersPredicted,
  type AnswersTaken,
  EngineEvent,
  type RunFinished,
  type ScopeName,
  type ShadowDropped,
} from './domain/engine-events.js';
export { type EngineLimits } from './options/engine-limits.js';
export { humanTextProblem } from './json/json-text.js';
export { isJsonObject, type JsonObject, type JsonValue } from './json/json.js';
export { jsonTextProblem } from './json/json-text-problem.js';
export { visible } from './json/visible.js';
export { type JsonChange } from './json/json-changes.js';
export { type RegistrySettings } from './options/registry-settings.js';
export { type RunSettings } from './options/run-settings.js';
export { RunPurpose } from './domain/run-purpose.js';
export { RunStatus } from './domain/run-status.js';
export { RunTrigger } from './domain/run-trigger.js';
export { isUuid, newRunId } from './domain/uuid.js';
export { parseJson } from './json/parse-json.js';
export { type LeftOut, type OnInvalid } from './kit/judged-events.js';
export { type PoolState } from './database/connections/pool-state.js';
export { type Path, type Problem, type ValidationProblem } from './json/problem.js';
export { type JsonSchema } from './schema/rule.js';
export {
  AlgorithmNotImplementedError,
  AlgorithmNotRegisteredError,
  DuplicateAlgorithmError,
  EngineNotInitialisedError,
  InvalidAlgorithmError,
} from './errors/algorithm.errors.js';
export { EngineScope } from './database/engine-scope.js';
export { Claim, type StoredAnswer } from './idempotency/claim.js';
export { IdempotencyService, type KeyedRequest } from './idempotency/idempotency.service.js';
export { CallAbortedError } from './errors/call-aborted.error.js';
export { type DatabaseFailure, type Outcome } from './errors/database-failure.js';
export { DatabaseUnavailableError, InvalidDataSourceError, type LockHolder } from './errors/database.errors.js';
export {
  AlgorithmFailedError,
  ComputationTimedOutError,
  InvalidOutputError,
  NothingToRunError,
  TooManyComputationsError,
} from './errors/execution.errors.js';
export {
  InvalidArgumentError,
  InvalidInputError,
  InvalidJsonError,
  InvalidParamsError,
  type ValidationProblems,
} from './errors/input.errors.js';
export { DatabaseRestoredError, FeedExpiredError } from './errors/feed.errors.js';
export { IdempotencyKeyInUseError, IdempotencyKeyReusedError } from './errors/idempotency.errors.js';
export { type EngineErrorCode } from './errors/engine-error-code.js';
export {
  type EvidenceKind,
  EvidenceNotFoundError,
  EvidenceStaleError,
  EvidenceUsedError,
  GateClosedError,
  type GateFinding,
} from './errors/gate.errors.js';
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
export { type EventPage, EventsService } from './events/events.service.js';
export { type EventPayload, type FeedEvent, type NewEvent } from './events/feed-event.js';
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
  type ExpectedLast,
  type GatedContext,
  type NamedEvidence,
  type RestoreContext,
  type RetireContext,
  type RollbackContext,
  type VersionActivation,
} from './registry/activation-context.js';
export { type ActivePair } from './resolution/active-pairs.js';
export { type Gate, type GateLimits, GateMode, type GateSetting } from './registry/gate/gate-setting.js';
export { GatesService, type SetGateOptions } from './registry/gate/gates.service.js';
export { RegistryService } from './registry/registry.service.js';
export {
  type ActivationPage,
  type ActivationRecord,
  type Reading,
  RegistryQueries,
  type VersionDetails,
  type VersionView,
} from './registry/registry-queries.js';
export { type RunFilter } from './runs/run-filter.js';
export { RunQueries, type RunPage, type RunRecord } from './runs/run-queries.js';
export { type RunStart } from './runs/run-start.js';
export { type PeriodStatistics, StatisticsPeriod, type VersionStatistics } from './runs/run-statistics.js';
export { type RunRecording, type RunStartRecording, RunsService } from './runs/runs.service.js';
