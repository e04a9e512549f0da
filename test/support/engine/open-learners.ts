import { type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LearningEngineModule } from 'learning-engine';
import {
  AnswersService,
  LearnersModule,
  type LearnersOptions,
  LearnersService,
  LearnerStateService,
} from 'learning-engine/learners';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source-options.js';
import { foldingVersions } from './folding-versions.js';
import { type Engine, engineOf } from './open-engine.js';

/** A host that keeps learners, in a Nest application without HTTP. */
export interface LearnerHost extends Engine {
  readonly app: INestApplicationContext;
  readonly answers: AnswersService;
  readonly states: LearnerStateService;
  readonly learners: LearnersService;
}

/** What another process activates is seen at once. The caller closes its `app`. */
export async function openLearners(url: string, options: LearnersOptions = {}): Promise<LearnerHost> {
  const imports = [
    TypeOrmModule.forRoot({ ...dataSourceOptions(url), retryAttempts: 0 }),
    LearningEngineModule.forRoot({
      isGlobal: true,
      algorithms: foldingVersions,
      runs: { reaper: false },
      registry: { maxAgeMs: 0 },
    }),
    LearnersModule.forRoot(options),
  ];
  const app = await NestFactory.createApplicationContext(
    { module: class LearnerHostModule {}, imports },
    { logger: false, abortOnError: false },
  );
  return {
    ...engineOf(app, app.get(DataSource)),
    answers: app.get(AnswersService, { strict: false }),
    states: app.get(LearnerStateService, { strict: false }),
    learners: app.get(LearnersService, { strict: false }),
  };
}

/** A learner whom the host knows: runs may refer to them. */
export async function newLearner(dataSource: DataSource): Promise<string> {
  const id = randomUUID();
  await dataSource.query('INSERT INTO users (id) VALUES ($1)', [id]);
  return id;
}
