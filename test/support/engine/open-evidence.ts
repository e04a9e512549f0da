import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GatesService, LearningEngineModule } from 'learning-engine';
import {
  type Evaluated,
  EvaluationsService,
  EvidenceModule,
  type EvidenceOptions,
  type Preview,
  PreviewsService,
  ShadowsService,
} from 'learning-engine/evidence';
import { JobsModule, type JobsOptions, JobsService } from 'learning-engine/jobs';
import { type Answer, LearnersModule, WarmActivationsService } from 'learning-engine/learners';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { ended } from './open-jobs.js';
import { type LearnerHost, learnerHostOf, newLearner } from './open-learners.js';
import { paceVersions } from './pace-versions.js';

/** A host that keeps learners, and finds out what versions would change for them, in a Nest application without HTTP. */
export interface EvidenceHost extends LearnerHost {
  gates: GatesService;
  readonly app: INestApplicationContext;
  readonly jobs: JobsService;
  readonly previews: PreviewsService;
  readonly evaluations: EvaluationsService;
  readonly shadows: ShadowsService;
  readonly warmActivations: WarmActivationsService;
}

/** What another process activates is seen at once. The caller closes its `app`. */
export async function openEvidence(
  url: string,
  jobOptions: JobsOptions,
  options: EvidenceOptions = {},
): Promise<EvidenceHost> {
  const imports = [
    TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0 }),
    LearningEngineModule.forRoot({
      isGlobal: true,
      algorithms: paceVersions,
      runs: { reaper: false },
      registry: { maxAgeMs: 0 },
    }),
    LearnersModule.forRoot({ isGlobal: true }),
    JobsModule.forRoot({ isGlobal: true, ...jobOptions }),
    EvidenceModule.forRoot(options),
  ];
  const app = await NestFactory.createApplicationContext(
    { module: class EvidenceHostModule {}, imports },
    { logger: false, abortOnError: false },
  );
  return {
    ...learnerHostOf(app),
    jobs: app.get(JobsService, { strict: false }),
    gates: app.get(GatesService, { strict: false }),
    previews: app.get(PreviewsService, { strict: false }),
    evaluations: app.get(EvaluationsService, { strict: false }),
    shadows: app.get(ShadowsService, { strict: false }),
    warmActivations: app.get(WarmActivationsService, { strict: false }),
  };
}

type Asked = Parameters<PreviewsService['start']>[1];

/** A preview, once its job has ended. */
export async function previewed({ previews, jobs }: EvidenceHost, algoKey: string, asked: Asked): Promise<Preview> {
  const { id } = await previews.start(algoKey, asked);
  await ended(jobs, id);
  return previews.get(algoKey, id);
}

type AskedToEvaluate = Parameters<EvaluationsService['start']>[1];

/** An evaluation, once its job has ended. */
export async function evaluated(
  { evaluations, jobs }: EvidenceHost,
  algoKey: string,
  asked: AskedToEvaluate,
): Promise<Evaluated> {
  const { id } = await evaluations.start(algoKey, asked);
  await ended(jobs, id);
  return evaluations.get(algoKey, id);
}

/** A parameter set that is not active. */
export async function setOf(host: EvidenceHost, key: string, version: string, params: object): Promise<string> {
  const [row] = await host.dataSource.query<{ id: string }[]>(
    'SELECT id FROM algo_versions WHERE algo_key = $1 AND version = $2',
    [key, version],
  );
  return (await host.params.createParams(row!.id, params)).id;
}

/** New learners, one for each list of answers. */
export async function learnersWith(host: EvidenceHost, logs: readonly Answer[][]): Promise<string[]> {
  const learners: string[] = [];
  for (const log of logs) {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, log);
    learners.push(learner);
  }
  return learners;
}
