import { type INestApplicationContext } from '@nestjs/common';
import { type HostSchema } from '../database/connections/data-source-options.js';
import { type JobsService } from '../jobs/jobs.service.js';
import { type JobSchedulesService } from '../jobs/schedules/job-schedules.service.js';
import { type VerificationService } from '../jobs/verification/verification.service.js';
import { type EvaluationsService } from '../evidence/evaluations/evaluations.service.js';
import { type MistakeAnalysesService } from '../evidence/analyses/mistake-analyses.service.js';
import { type FitReportsService } from '../evidence/fits/fit-reports.service.js';
import { type LiveScoresService } from '../evidence/live-scores/live-scores.service.js';
import { type PreviewsService } from '../evidence/previews/previews.service.js';
import { type ShadowsService } from '../evidence/shadows/shadows.service.js';
import { type WarmActivationsService } from '../learners/builder/warm-activations.service.js';
import { type ImportsService } from '../learners/imports/imports.service.js';
import { type LearnerStateService } from '../learners/learner-state.service.js';
import { CommandRejectedError } from './command.js';
import { type Evidence, type ImportServices, type Worker } from './target.js';

/** What is loaded where there are jobs: pg-boss is an optional peer. */
export interface JobClasses {
  JobsService: typeof JobsService;
  JobSchedulesService: typeof JobSchedulesService;
  VerificationService: typeof VerificationService;
  JobWorker: new (...args: never[]) => Worker;
}

const isMissing = (error: unknown): boolean =>
  ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as { code?: string }).code ?? '');

/** @throws CommandRejectedError when pg-boss is not installed */
export async function loadJobs() {
  try {
    return {
      ...(await import('../jobs/jobs.module.js')),
      ...(await import('../jobs/job-worker.js')),
      ...(await import('../jobs/jobs.service.js')),
      ...(await import('../jobs/schedules/job-schedules.service.js')),
      ...(await import('../jobs/verification/verification.service.js')),
      ...(await import('../evidence/evidence.module.js')),
      ...(await import('../evidence/evaluations/evaluations.service.js')),
      ...(await import('../evidence/analyses/mistake-analyses.service.js')),
      ...(await import('../evidence/fits/fit-reports.service.js')),
      ...(await import('../evidence/live-scores/live-scores.service.js')),
      ...(await import('../evidence/previews/previews.service.js')),
      ...(await import('../evidence/shadows/shadows.service.js')),
      ...(await import('../learners/imports/imports.service.js')),
      ...(await import('../learners/learner-state.service.js')),
      ...(await import('../learners/builder/warm-activations.service.js')),
    };
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new CommandRejectedError('Jobs need the package pg-boss: npm i pg-boss@10');
  }
}

/** The migrations of the queue, where pg-boss is installed. */
export async function queueSchema(): Promise<HostSchema> {
  try {
    return { migrations: (await import('../jobs/migrations/job-migrations.js')).jobMigrations };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return {};
  }
}

/** @throws CommandRejectedError when the application has no jobs */
export function jobsOf(app: INestApplicationContext, classes: JobClasses) {
  try {
    return {
      jobs: app.get(classes.JobsService, { strict: false }),
      schedules: app.get(classes.JobSchedulesService, { strict: false }),
      verifications: app.get(classes.VerificationService, { strict: false }),
      worker: app.get(classes.JobWorker, { strict: false }),
    };
  } catch {
    throw new CommandRejectedError('The app has no jobs: it must import JobsModule of learning-engine/jobs');
  }
}

export interface EvidenceClasses {
  PreviewsService: typeof PreviewsService;
  EvaluationsService: typeof EvaluationsService;
  LiveScoresService: typeof LiveScoresService;
  FitReportsService: typeof FitReportsService;
  MistakeAnalysesService: typeof MistakeAnalysesService;
  ShadowsService: typeof ShadowsService;
}

/** @throws CommandRejectedError when the application finds out nothing about versions */
export function evidenceOf(app: INestApplicationContext, classes: EvidenceClasses): Evidence {
  try {
    return {
      previews: app.get(classes.PreviewsService, { strict: false }),
      evaluations: app.get(classes.EvaluationsService, { strict: false }),
      liveScores: app.get(classes.LiveScoresService, { strict: false }),
      fitReports: app.get(classes.FitReportsService, { strict: false }),
      mistakeAnalyses: app.get(classes.MistakeAnalysesService, { strict: false }),
      shadows: app.get(classes.ShadowsService, { strict: false }),
    };
  } catch {
    throw new CommandRejectedError(
      'The app makes no previews and evaluations: it must import EvidenceModule of learning-engine/evidence',
    );
  }
}

/** @throws CommandRejectedError when the application keeps no learners */
export function warmActivationsOf(
  app: INestApplicationContext,
  classes: { WarmActivationsService: typeof WarmActivationsService },
): WarmActivationsService {
  try {
    return app.get(classes.WarmActivationsService, { strict: false });
  } catch {
    throw new CommandRejectedError(
      'The app keeps no learners: it must import LearnersModule of learning-engine/learners',
    );
  }
}

/** @throws CommandRejectedError when the application keeps no learners */
export function importsOf(
  app: INestApplicationContext,
  classes: { ImportsService: typeof ImportsService; LearnerStateService: typeof LearnerStateService },
): ImportServices {
  try {
    return {
      imports: app.get(classes.ImportsService, { strict: false }),
      states: app.get(classes.LearnerStateService, { strict: false }),
    };
  } catch {
    throw new CommandRejectedError(
      'The app keeps no learners: it must import LearnersModule of learning-engine/learners',
    );
  }
}
