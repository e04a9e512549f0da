import { type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LearningEngineModule } from 'learning-engine';
import { JobsModule, JobsService, type JobsOptions } from 'learning-engine/jobs';
import {
  AnswersService,
  CalibrationsService,
  LearnersModule,
  type LearnersOptions,
  LearnersService,
  LearnerStateService,
  ProjectionsService,
  SkillMapsService,
} from 'learning-engine/learners';
import { randomUUID } from 'node:crypto';
import { DataSource, type Logger } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { foldingVersions } from './folding-versions.js';
import { type Engine, engineOf } from './open-engine.js';

/** A host that keeps learners, in a Nest application without HTTP. */
export interface LearnerHost extends Engine {
  readonly app: INestApplicationContext;
  readonly answers: AnswersService;
  readonly states: LearnerStateService;
  readonly learners: LearnersService;
  readonly projections: ProjectionsService;
  readonly calibrations: CalibrationsService;
  readonly skillMaps: SkillMapsService;
}

/** One that has jobs, too. */
export interface BuilderHost extends LearnerHost {
  readonly jobs: JobsService;
}

interface LearnerHostOptions {
  learners?: LearnersOptions;
  /** Default 0: what another process activates is seen at once. */
  maxAgeMs?: number;
  modules?: DynamicModule[];
  algorithms?: typeof foldingVersions;
  /** Gets each statement. */
  logger?: Logger;
}

/** The caller closes its `app`. */
export const openLearners = async (
  url: string,
  options: LearnersOptions = {},
  algorithms = foldingVersions,
  rest: Pick<LearnerHostOptions, 'maxAgeMs' | 'logger'> = {},
): Promise<LearnerHost> => learnerHostOf(await open(url, { learners: options, algorithms, ...rest }));

/** The caller closes its `app`. */
export async function openBuilder(
  url: string,
  jobs: JobsOptions,
  options: LearnerHostOptions = {},
): Promise<BuilderHost> {
  const modules = [JobsModule.forRoot({ isGlobal: true, ...jobs }), ...(options.modules ?? [])];
  const app = await open(url, { ...options, modules });
  return { ...learnerHostOf(app), jobs: app.get(JobsService, { strict: false }) };
}

function open(
  url: string,
  { learners, maxAgeMs = 0, modules = [], algorithms = foldingVersions, logger }: LearnerHostOptions,
) {
  const imports = [
    TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0, ...(logger && { logger }) }),
    LearningEngineModule.forRoot({
      isGlobal: true,
      algorithms,
      runs: { reaper: false },
      registry: { maxAgeMs },
    }),
    LearnersModule.forRoot(learners),
    ...modules,
  ];
  return NestFactory.createApplicationContext(
    { module: class LearnerHostModule {}, imports },
    { logger: false, abortOnError: false },
  );
}

/** The services of an application that keeps learners. */
export const learnerHostOf = (app: INestApplicationContext): LearnerHost => ({
  ...engineOf(app, app.get(DataSource)),
  answers: app.get(AnswersService, { strict: false }),
  states: app.get(LearnerStateService, { strict: false }),
  learners: app.get(LearnersService, { strict: false }),
  projections: app.get(ProjectionsService, { strict: false }),
  calibrations: app.get(CalibrationsService, { strict: false }),
  skillMaps: app.get(SkillMapsService, { strict: false }),
});

/** A learner whom the host knows: runs may refer to them. */
export async function newLearner(dataSource: DataSource): Promise<string> {
  const id = randomUUID();
  await dataSource.query('INSERT INTO users (id) VALUES ($1)', [id]);
  return id;
}

/** The id of another set of parameters of the active version. */
export async function createGain(
  { registry, params }: Pick<Engine, 'registry' | 'params'>,
  gain: number,
  algoKey = 'trail',
): Promise<string> {
  const { version } = (await registry.resolveActive(algoKey))!;
  return (await params.createParams(version.id, { gain })).id;
}
