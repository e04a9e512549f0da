export const INPUT = {
  states: [],
  events: [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' }],
};
export const REASON = { reason: 'because' };
/** No worker is there to do it. */
export const JOB = { kind: 'runs.verify-checksums' };
/** Years go by before it is followed. */
export const SCHEDULE = { ...JOB, cron: '0 0 29 2 *', time_zone: 'Europe/Berlin' };
export const PREVIEW = { version: 'v1' };
export const SHADOW = { version: 'v2', percent: 1, budget: 10, ...REASON };
export const CALIBRATION = { items: [{ item_id: 'q1', difficulty: 0.5 }] };
/** To no receiver: no worker is there to send. */
export const WEBHOOK = { url: 'https://school.example/hooks', event_types: ['job.ended'], ...REASON };
export const SKILL_MAP = { items: [{ item_id: 'q1', key_option: 'A' }] };
export const ANSWER = { event_id: 'e1', at: '2026-11-01T08:00:00Z', skill_ids: ['fractions'], correct: true };

/** Changes of the active pair that must not meet those of `mastery`. */
export const KEYS: Record<string, string> = {
  'AlgorithmsController.rollback': 'revision',
  'AlgorithmsController.restore': 'difficulty',
  'AlgorithmsController.retire': 'mistakes',
};

/** By name of the route, what its query or body must be. */
export const QUERIES: Record<string, string> = {
  'AlgorithmsController.getStatistics': '?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z',
  'LiveScoresController.getLiveScores': '?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z',
  'LearnersController.getLearnerState': '?algo_key=mastery',
  'LearnersController.getLearnerDue': '?algo_key=mastery&before=2026-12-01T00:00:00Z',
  'DueController.getDue': '?algo_key=mastery&before=2026-12-01T00:00:00Z',
};
export const BODIES: Record<string, () => object> = {
  'SessionsController.createSession': () => ({}),
  'ActivateVersionController.activateVersion': () => REASON,
  'AlgorithmsController.restore': () => ({ ...REASON, as_of: new Date().toISOString() }),
  'AlgorithmsController.retire': () => REASON,
  'GateController.setGate': () => ({ ...REASON, mode: 'off' }),
  'ParamsController.activateParams': () => REASON,
  'ParamsController.createParams': () => ({ params: { p_init: 0.3 + Math.random() / 2 } }),
  'LearningController.compute': () => ({ input: INPUT }),
  'BatchController.computeBatch': () => ({ items: [{ input: INPUT }, { input: INPUT }] }),
  'JobsController.createJob': () => JOB,
  'JobsController.cancelJob': () => ({}),
  'JobSchedulesController.setJobSchedule': () => SCHEDULE,
  'AnswersController.recordAnswers': () => ({ answers: [ANSWER] }),
  'AnswersController.correctAnswer': () => ({ answer: { ...ANSWER, correct: false }, ...REASON }),
  'AnswersController.voidAnswer': () => REASON,
  'TimeZonesController.setLearnerTimeZone': () => ({ time_zone: 'Europe/Berlin' }),
  'DecisionsController.decide': () => ({ kind: 'exempt', scope: { kind: 'skill', id: 'percent' }, ...REASON }),
  'NextController.chooseNext': () => ({ count: 1, candidates: [{ item_id: 'q1' }] }),
  'CalibrationsController.createCalibration': () => CALIBRATION,
  'CalibrationsController.adoptCalibration': () => REASON,
  'CalibrationsController.withdrawCalibration': () => REASON,
  'SkillMapsController.createSkillMap': () => SKILL_MAP,
  'SkillMapsController.adoptSkillMap': () => REASON,
  'SkillMapsController.withdrawSkillMap': () => REASON,
  'CorrectionsController.correctKey': () => ({ item_id: 'q1', key_option: 'B', ...REASON }),
  'ProjectionsController.retireProjection': () => ({}),
  'ProjectionsController.buildProjection': () => ({ algo_key: 'mastery', version: 'v1' }),
  'PreviewsController.createPreview': () => PREVIEW,
  'EvaluationsController.createEvaluation': () => PREVIEW,
  'WebhooksController.createWebhook': () => WEBHOOK,
  'WebhooksController.setWebhook': () => WEBHOOK,
  'WebhooksController.removeWebhook': () => REASON,
  'WebhooksController.rotateWebhookSecret': () => REASON,
  'WebhookDeliveriesController.redeliver': () => ({}),
  'WebhookDeliveriesController.testWebhook': () => ({}),
  'ShadowsController.endShadow': () => REASON,
};
