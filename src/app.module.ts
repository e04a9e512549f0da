import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { ConfigModule } from './config/config.module.js';
import { type Env } from './config/env.js';
import { DatabaseModule } from './database/database.module.js';
import { type DatabaseOptions } from './database/open-data-source.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { LearningEngineModule } from './learning-engine/index.js';
import { LearningController } from './learning/learning.controller.js';

/** The service: the learning engine, its HTTP face, and the database and identity it stands on. */
@Module({ controllers: [LearningController] })
export class AppModule {
  static forRoot(env: Env, database: DatabaseOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(env),
        DatabaseModule.forRoot(database),
        HttpModule,
        AuthModule,
        LearningEngineModule.forRoot({ isGlobal: true }),
        HealthModule,
      ],
    };
  }
}
