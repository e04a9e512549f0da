import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LearningEngineModule } from 'learning-engine';
import { learnerMigrations, LearnersModule } from 'learning-engine/learners';
import { connectionLimits, engineEntities, engineMigrations } from 'learning-engine/persistence';
import { Attempt } from './attempt.entity.js';
import { AttemptsController } from './attempts.controller.js';
import { CreatePlatform1800000000000 } from './create-platform.migration.js';
import { LearnersController } from './learners.controller.js';
import { Question } from './question.entity.js';
import { TeacherController } from './teacher.controller.js';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env.DATABASE_URL,
      entities: [...engineEntities, Question, Attempt],
      migrations: [...engineMigrations, ...learnerMigrations, CreatePlatform1800000000000],
      uuidExtension: 'pgcrypto',
      installExtensions: false,
      extra: connectionLimits,
    }),
    LearningEngineModule.forRoot({ isGlobal: true }),
    LearnersModule.forRoot({
      personalTables: [{ table: 'attempts', columns: { learner_id: 'removed' }, key: ['id'] }],
    }),
  ],
  controllers: [AttemptsController, LearnersController, TeacherController],
})
export class AppModule {}
