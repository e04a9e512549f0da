import { ConfigurableModuleBuilder } from '@nestjs/common';
import { ActivationsController } from './activations/activations.controller.js';
import { ActivateVersionController } from './algorithms/activate-version.controller.js';
import { AlgorithmsController } from './algorithms/algorithms.controller.js';
import { GateController } from './algorithms/gate.controller.js';
import { CallersController } from './callers/callers.controller.js';
import { EvaluationsController } from './evaluations/evaluations.controller.js';
import { EventsController } from './events/events.controller.js';
import { MistakeAnalysesController } from './analyses/mistake-analyses.controller.js';
import { DoctorController } from './health/doctor.controller.js';
import { FitReportsController } from './fits/fit-reports.controller.js';
import { JobSchedulesController } from './jobs/job-schedules.controller.js';
import { JobsController } from './jobs/jobs.controller.js';
import { AnswersController } from './learners/answers.controller.js';
import { DecisionsController } from './learners/decisions.controller.js';
import { DueController } from './learners/due.controller.js';
import { ExportController } from './learners/export.controller.js';
import { LiveScoresController } from './live-scores/live-scores.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { LearnersController } from './learners/learners.controller.js';
import { MergesController } from './learners/merges.controller.js';
import { NextController } from './learners/next.controller.js';
import { TimeZonesController } from './learners/time-zones.controller.js';
import { BatchController } from './learning/batch.controller.js';
import { LearningController } from './learning/learning.controller.js';
import { ParamsController } from './params/params.controller.js';
import { PreviewsController } from './previews/previews.controller.js';
import { ProjectionsController } from './projections/projections.controller.js';
import { RunsController } from './runs/runs.controller.js';
import { CalibrationsController } from './sets/calibrations.controller.js';
import { CorrectionsController } from './sets/corrections.controller.js';
import { SkillMapsController } from './sets/skill-maps.controller.js';
import { HTTP_OPTIONS, type LearningHttpExtras, type LearningHttpOptions } from './learning-http.options.js';
import { ROUTE_GROUPS, type RouteGroup, routeGroups } from './route-groups.js';
import { ShadowsController } from './shadows/shadows.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { WebhookDeliveriesController } from './webhooks/webhook-deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** Those of BatchController and LearningController come last: with `:algo_key` they would take the others for algorithms. */
const before = [
  AlgorithmsController,
  ActivateVersionController,
  GateController,
  ParamsController,
  ActivationsController,
  RunsController,
  CallersController,
  DoctorController,
  EventsController,
];

const learnerControllers = [
  AnswersController,
  DecisionsController,
  NextController,
  ExportController,
  LearnersController,
  MergesController,
  TimeZonesController,
  DueController,
  CalibrationsController,
  SkillMapsController,
  CorrectionsController,
  ProjectionsController,
];

const evidenceControllers = [
  PreviewsController,
  EvaluationsController,
  ShadowsController,
  FitReportsController,
  MistakeAnalysesController,
  LiveScoresController,
];

const groupsOf = (has: Partial<Record<RouteGroup, boolean>>): readonly RouteGroup[] =>
  routeGroups.filter((group) => has[group]);

export const { ConfigurableModuleClass, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<LearningHttpOptions>({ optionsInjectionToken: HTTP_OPTIONS })
    .setClassMethodName('forRoot')
    .setExtras<LearningHttpExtras>(
      { imports: [], sessions: false, jobs: false, learners: false, evidence: false, webhooks: false, isGlobal: false },
      (definition, { imports = [], sessions, jobs, learners, evidence, webhooks, isGlobal }) => ({
        ...definition,
        global: isGlobal,
        imports: [...(definition.imports ?? []), ...imports],
        providers: [
          ...(definition.providers ?? []),
          { provide: ROUTE_GROUPS, useValue: groupsOf({ sessions, jobs, learners, evidence, webhooks }) },
        ],
        controllers: [
          ...before,
          ...(sessions ? [SessionsController] : []),
          ...(jobs ? [JobsController, JobSchedulesController] : []),
          ...(learners ? learnerControllers : []),
          ...(jobs && learners ? [ImportsController] : []),
          ...(evidence ? evidenceControllers : []),
          ...(webhooks ? [WebhooksController, WebhookDeliveriesController] : []),
          BatchController,
          LearningController,
        ],
      }),
    )
    .build();
