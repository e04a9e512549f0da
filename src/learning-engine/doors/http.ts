export { Access, accessCategories, type AccessCategory, AccessGuard, accessOf } from '../http/access/access.guard.js';
export { actsForOthers, type AuthUser, callerOf, type Role, roles } from '../http/access/auth-user.js';
export { type ActivationResponse, type ActivationsResponse } from '../http/activations/activation.response.js';
export {
  type GateModeResponse,
  type GateResponse,
  type GateSettingResponse,
} from '../http/algorithms/gate.response.js';
export {
  type AlgorithmResponse,
  type AlgorithmsResponse,
  type ContractResponse,
  type ParamsResponse,
  type VersionDetailsResponse,
  type VersionResponse,
  type VersionsResponse,
} from '../http/algorithms/version.response.js';
export { type CallerResponse } from '../http/callers/caller.response.js';
export {
  type PeriodStatisticsResponse,
  type StatisticsResponse,
  type VersionStatisticsResponse,
} from '../http/algorithms/statistics.response.js';
export { type RouteGroup } from '../http/route-groups.js';
export { drainUnread } from '../http/body/drain.js';
export { type ComputationSettings } from '../http/computations/computation-settings.js';
export { type EventStreamSettings } from '../http/events/event-stream-settings.js';
export { isEventStream } from '../http/events/is-event-stream.js';
export {
  type AdmitOptions,
  type AdmitRefusal,
  type OpenedSession,
  type Users,
  type UserSession,
} from '../http/users.js';
export { type DoctorResponse, type FindingResponse } from '../http/health/doctor.response.js';
export { type EngineHealth, EngineHealthIndicator } from '../http/health/engine-health.indicator.js';
export {
  type JobScheduleChangeResponse,
  type JobScheduleChangesResponse,
  type JobScheduleResponse,
  type JobSchedulesResponse,
} from '../http/jobs/job-schedule.response.js';
export {
  type JobKindResponse,
  type JobKindsResponse,
  type JobProgressResponse,
  type JobResponse,
  type JobsResponse,
} from '../http/jobs/job.response.js';
export {
  type AnswerResultResponse,
  type ChangedStateResponse,
  type RecordedAnswersResponse,
} from '../http/learners/answers.response.js';
export { type RecordedDecisionResponse } from '../http/learners/decision.response.js';
export { type ErasedLearnerResponse } from '../http/learners/erased-learner.response.js';
export { type LearnerTimeZoneResponse } from '../http/learners/time-zone.response.js';
export {
  type DueStateResponse,
  type DueStatesResponse,
  type LearnerStatesResponse,
  type StateResponse,
  type StatesOfResponse,
} from '../http/learners/states.response.js';
export {
  type DecisionScopeResponse,
  type DueDayResponse,
  type LearnerDueCountsResponse,
  type LearnerMasteryResponse,
  type LearnerResponse,
  type OpenDecisionResponse,
  type RecentAnswerResponse,
  type SkillMasteryResponse,
} from '../http/learners/learner.response.js';
export { type ChosenItemResponse, type SelectionResponse } from '../http/learners/next.response.js';
export { type FitReportResponse, type FitReportsResponse } from '../http/fits/fit-report.response.js';
export {
  type AnalysedQuestionResponse,
  type LeftOutQuestionResponse,
  type LeftOutQuestionsResponse,
  type MistakeAnalysesResponse,
  type MistakeAnalysisResponse,
  type MistakeFindingsResponse,
  type WholeMistakeAnalysisResponse,
} from '../http/analyses/mistake-analysis.response.js';
export { type BatchResponse, type BatchResultResponse } from '../http/learning/batch.response.js';
export { type ComputationResponse } from '../http/learning/computation.response.js';
export { type AlgorithmInfoResponse, type InfoResponse } from '../http/learning/info.response.js';
export { answerInfoFromMemory } from '../http/learning/info-from-memory.js';
export { LearningHttpModule } from '../http/learning-http.module.js';
export { type LearningHttpExtras, type LearningHttpOptions } from '../http/learning-http.options.js';
export {
  type ParamsChangeResponse,
  type ParamsDiffResponse,
  type ParamsPreviewResponse,
} from '../http/params/params.response.js';
export { type PreviewResponse } from '../http/previews/preview.response.js';
export {
  type MadePreviewResponse,
  type PairResponse,
  type PreviewsResponse,
} from '../http/previews/previews.response.js';
export { engineProblems } from '../http/problems/engine-problems.js';
export { ProblemFilter } from '../http/problems/problem.filter.js';
export { type FieldProblem, problemResponse, ProblemResponse, RequestProblem } from '../http/problems/problem.js';
export { problemOf } from '../http/problems/problem-of.js';
export { type ProblemType } from '../http/problems/problem-type.js';
export { PROBLEM_PAGE, type ProblemName, problemTypes } from '../http/problems/problem-types.js';
export { PROBLEMS_EXTENSION } from '../http/problems/problems.decorator.js';
export { type ProjectionResponse, type ProjectionsResponse } from '../http/projections/projection.response.js';
export { IDEMPOTENCY_KEY } from '../http/requests/idempotency-header.js';
export {
  currentRequest,
  inRequestContext,
  REQUEST_ID_HEADER,
  type RequestContext,
  tellOfRequest,
} from '../http/requests/request-context.js';
export { RouteRules } from '../http/route-rules.js';
export { type RunResponse, type RunsResponse } from '../http/runs/run.response.js';
export {
  type BothDurationsResponse,
  type ComparedShadowResponse,
  type ShadowComparisonResponse,
  type ShadowDifferenceResponse,
  type ShadowDurationsResponse,
  type ShadowedPairResponse,
  type ShadowResponse,
  type ShadowRunsResponse,
  type ShadowsResponse,
} from '../http/shadows/shadow.response.js';
export { type SessionResponse } from '../http/sessions/session.response.js';
export {
  type AdoptionResponse,
  type AdoptionsResponse,
  type CalibratedItemResponse,
  type CalibratedItemsResponse,
  type CalibrationResponse,
  type CalibrationsResponse,
  type CorrectedKeyResponse,
  type LastAdoptionResponse,
  type MappedItemResponse,
  type MappedItemsResponse,
  type MappedSkillResponse,
  type SetResponse,
  type SkillMapResponse,
  type SkillMapsResponse,
} from '../http/sets/sets.response.js';
export {
  type WebhookChangeResponse,
  type WebhookChangesResponse,
  type WebhookDeliveriesResponse,
  type WebhookDeliveryResponse,
  type WebhookResponse,
  type WebhooksResponse,
  type WebhookWithSecretResponse,
} from '../http/webhooks/webhooks.response.js';
