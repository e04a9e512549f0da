import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LearningEngineModule } from 'learning-engine';
import { connectionLimits, engineEntities, engineMigrations } from 'learning-engine/persistence';
import { AppController } from './app.controller.js';
import { AppService } from './app.service.js';
import { MasteryController } from './mastery.controller.js';
import { StreakV1Algorithm } from './streak-v1.algorithm.js';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: engineEntities,
      migrations: engineMigrations,
      migrationsRun: true,
      uuidExtension: 'pgcrypto',
      installExtensions: false,
      extra: connectionLimits,
    }),
    LearningEngineModule.forRoot({ algorithms: [StreakV1Algorithm] }),
  ],
  controllers: [AppController, MasteryController],
  providers: [AppService],
})
export class AppModule {}
