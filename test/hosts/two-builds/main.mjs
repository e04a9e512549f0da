import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  ExecutionService,
  LearningEngineError,
  LearningEngineModule,
  ParamsService,
  RegistryService,
} from 'learning-engine';
import { engineEntities, engineMigrations } from 'learning-engine/persistence';
import { DataSource } from 'typeorm';
import { StreakAlgorithm } from './library.cjs';

class AppModule {}
Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: engineEntities,
      migrations: engineMigrations,
      migrationsRun: true,
      uuidExtension: 'pgcrypto',
      installExtensions: false,
    }),
    LearningEngineModule.forRoot({ algorithms: [StreakAlgorithm] }),
  ],
})(AppModule);

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
const [{ id }] = await app
  .get(DataSource)
  .query("INSERT INTO algo_versions (algo_key, version, status) VALUES ('streak', 'v1', 'EXPERIMENTAL') RETURNING id");
const set = await app.get(ParamsService).createParams(id, {});
await app.get(RegistryService).activateAlgoVersion('streak', 'v1', { paramsId: set.id, reason: 'first release' });

const compute = (days) =>
  app
    .get(ExecutionService)
    .execute('streak', { days })
    .then(
      ({ output }) => output,
      (error) => ({ code: error.code, message: error.message, isOfEngine: error instanceof LearningEngineError }),
    );
console.log(JSON.stringify([await compute(4), await compute(-1), await compute(400)]));
await app.close();
