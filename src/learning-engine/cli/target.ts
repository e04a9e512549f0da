import { type DataSource } from 'typeorm';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { type MigratingDataSource } from '../database/migrating/migrating-data-source.js';
import { type DoctorService } from '../doctor/doctor.service.js';
import { type Finding } from '../doctor/finding.js';
import { type EvaluationsService } from '../evidence/evaluations/evaluations.service.js';
import { type MistakeAnalysesService } from '../evidence/analyses/mistake-analyses.service.js';
import { type FitReportsService } from '../evidence/fits/fit-reports.service.js';
import { type LiveScoresService } from '../evidence/live-scores/live-scores.service.js';
import { type PreviewsService } from '../evidence/previews/previews.service.js';
import { type ShadowsService } from '../evidence/shadows/shadows.service.js';
import { type WarmActivationsService } from '../learners/builder/warm-activations.service.js';
import { type JobSlots } from '../jobs/job-slots.js';
import { type JobsService } from '../jobs/jobs.service.js';
import { type JobSchedulesService } from '../jobs/schedules/job-schedules.service.js';
import { type VerificationService } from '../jobs/verification/verification.service.js';
import { type ImportsService } from '../learners/imports/imports.service.js';
import { type LearnerStateService } from '../learners/learner-state.service.js';
import { type LearnersService } from '../learners/learners.service.js';
import { type ParamsService } from '../params/params.service.js';
import { type GatesService } from '../registry/gate/gates.service.js';
import { type RegistryQueries } from '../registry/registry-queries.js';
import { type RegistryService } from '../registry/registry.service.js';
import { type RunQueries } from '../runs/run-queries.js';
import { type WebhookDeliveriesService } from '../webhooks/webhook-deliveries.service.js';
import { type WebhooksService } from '../webhooks/webhooks.service.js';

/** The services of an engine that the commands use. */
export interface EngineServices {
  registry: RegistryService;
  queries: RegistryQueries;
  gates: GatesService;
  params: ParamsService;
  runs: RunQueries;
}

/** Those of imports. */
export interface ImportServices {
  imports: ImportsService;
  states: LearnerStateService;
}

/** The services that find out about versions. */
export interface Evidence {
  previews: PreviewsService;
  evaluations: EvaluationsService;
  liveScores: LiveScoresService;
  fitReports: FitReportsService;
  mistakeAnalyses: MistakeAnalysesService;
  shadows: ShadowsService;
}

/** Those who are told of events, and what they are told. */
export interface Webhooks {
  webhooks: WebhooksService;
  deliveries: WebhookDeliveriesService;
}

/** How a worker works. */
export interface WorkOptions {
  /** Whether it logs nothing. */
  isQuiet?: boolean;
  /** Shared with other workers of the process. */
  slots?: JobSlots;
}

/** Works on the jobs of a database. */
export interface Worker {
  /** Whether it has a job in hand. */
  readonly isBusy: boolean;
  /** Changes how many jobs it has at once: with 0 it takes no more. */
  start: (concurrency: number, slots?: JobSlots) => void;
  /** @throws DatabaseRestoredError where the database was restored, and the feed has no new epoch */
  rejectRestored: () => Promise<void>;
}

/** What commands work on: a database, and an engine on it. */
export interface Target {
  /** Where the database is, for people. */
  place: string;
  /** Connects, at the first call. */
  connect: () => Promise<DataSource>;
  /** Connects to run migrations. */
  migrating: () => MigratingDataSource;
  /** The versions in the code of a host's application. */
  versions?: () => AlgorithmDefinition[];
  /** Boots the engine. */
  engine: () => Promise<EngineServices>;
  /** Boots the engine, with its learners where it is not an application's. */
  doctor: () => Promise<DoctorService>;
  /**
   * Boots the engine with its jobs.
   *
   * @throws CommandRejectedError when there are none here
   */
  jobs: () => Promise<JobsService>;
  /**
   * Boots the engine with the schedules of its jobs.
   *
   * @throws CommandRejectedError when there are none here
   */
  schedules: () => Promise<JobSchedulesService>;
  /**
   * Boots the engine with its jobs.
   *
   * @throws CommandRejectedError when there are none here
   */
  verifications: () => Promise<VerificationService>;
  /**
   * Boots the engine with its previews and evaluations.
   *
   * @throws CommandRejectedError when there are none here
   */
  evidence: () => Promise<Evidence>;
  /**
   * Boots the engine with its learners and jobs.
   *
   * @throws CommandRejectedError when there are none here
   */
  warmActivations: () => Promise<WarmActivationsService>;
  /**
   * Boots the engine with its learners.
   *
   * @throws CommandRejectedError when there are none here
   */
  learners: () => Promise<LearnersService>;
  /**
   * Boots the engine with its imports and jobs.
   *
   * @throws CommandRejectedError when there are none here
   */
  imports: () => Promise<ImportServices>;
  /**
   * Boots the engine with its webhooks.
   *
   * @throws CommandRejectedError when there are none here
   */
  webhooks: () => Promise<Webhooks>;
  /**
   * Works on so many jobs at once until it is closed.
   *
   * @throws DatabaseRestoredError where the database was restored, and the feed has no new epoch
   */
  work: (concurrency: number, options?: WorkOptions) => Promise<Worker>;
  /** What the host finds, beside the engine's doctor. */
  diagnose?: (dataSource: DataSource) => Promise<Finding[]>;
  close: () => Promise<void>;
}
